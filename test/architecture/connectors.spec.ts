import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PORT_NAMES } from '@crossdock/connector-kit';
import { openTestConnection } from '@crossdock/connector-kit/testing';
import { connectors } from '../../apps/hub/src/connectors';

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'libs/connectors');
const DEMO_CONNECTIONS = path.join(ROOT, 'apps/hub/src/demo/connections');
const HEADINGS = ['Target API', 'Credentials', 'Capabilities', 'Limits', 'Statuses', 'Quirks', 'Going live', 'Sources'];

interface DemoConnection {
  readonly system: string;
  readonly settings: object;
  readonly credentials: object;
}

const folders = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const demoConnections = readdirSync(DEMO_CONNECTIONS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const text = readFileSync(path.join(DEMO_CONNECTIONS, file), 'utf8');
    return JSON.parse(text.replace(/\{\{\w+\}\}/g, 'http://127.0.0.1:3100')) as DemoConnection;
  });

describe('the list of connectors', () => {
  it('has every folder, and each under the name of its folder', () => {
    expect(connectors.map(({ manifest }) => manifest.system).sort()).toEqual([...folders].sort());
  });
});

describe.each(folders)('the connector %s', (folder) => {
  const connector = connectors.find(({ manifest }) => manifest.system === folder);

  it('describes itself on one page, under the same headings as every other', () => {
    const readme = readFileSync(path.join(FOLDER, folder, 'README.md'), 'utf8');
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(HEADINGS);
  });

  it('keeps payloads in the words of the vendor, and says where each is from', () => {
    const fixtures = readdirSync(path.join(FOLDER, folder, 'fixtures'));
    const sources = readFileSync(path.join(FOLDER, folder, 'fixtures/README.md'), 'utf8');
    const files = fixtures.filter((file) => file !== 'README.md');
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !sources.includes(file))).toEqual([]);
  });

  it('has a contract spec', () => {
    const specs = readdirSync(path.join(ROOT, 'test/contract')).filter((file) => file.endsWith('.contract-spec.ts'));
    expect(specs.filter((file) => file.startsWith(folder))).not.toEqual([]);
  });

  it('names only ports that there are, in its operations too', () => {
    const { ports = [], operations = {} } = connector?.manifest ?? {};
    expect(ports.filter((port) => !PORT_NAMES.includes(port))).toEqual([]);
    expect(Object.values(operations).filter(({ port }) => !ports.includes(port))).toEqual([]);
  });

  const connections = demoConnections.filter(({ system }) => system === folder);

  it('has a connection for the demonstration', () => {
    expect(connections).not.toEqual([]);
  });

  it.each(connections)('gives the ports of its manifest when it is opened (connection %#)', async (connection) => {
    const opened = openTestConnection(connector!, connection);
    const given = Object.keys(opened.ports).sort();
    await opened.close();
    const { ports, auth } = connector!.manifest;
    expect(ports).toEqual(expect.arrayContaining(given));
    // A system that is nothing but configuration has the ports that are configured.
    if (auth !== 'configurable') expect(given).toEqual([...ports].sort());
  });
});
