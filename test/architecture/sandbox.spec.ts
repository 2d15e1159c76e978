import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { simulatedSystems } from '../../apps/sandbox/src/vendors';

const VENDORS = path.resolve(__dirname, '../../apps/sandbox/src/vendors');
const CONNECTIONS = path.resolve(__dirname, '../../apps/hub/src/demo/connections');

const folders = readdirSync(VENDORS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the sandbox', () => {
  it('simulates every system that has a folder, under the name of the folder', () => {
    expect(simulatedSystems.map(({ slug }) => slug).sort()).toEqual([...folders].sort());
  });

  it.each(folders)('says what its %s follows', (folder) => {
    expect(existsSync(path.join(VENDORS, folder, 'README.md'))).toBe(true);
  });

  it.each(readdirSync(CONNECTIONS))('has the system that the demonstration connection %s talks to', (file) => {
    const text = readFileSync(path.join(CONNECTIONS, file), 'utf8');
    const addressed = [...text.matchAll(/\{\{sandboxUrl\}\}\/([a-z0-9-]+)/g)].map(([, slug]) => slug);
    expect(addressed).not.toEqual([]);
    expect(addressed.filter((slug) => !folders.includes(slug!))).toEqual([]);
  });
});
