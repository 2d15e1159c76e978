import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPTS = path.resolve(__dirname, '../../scripts');

interface Ended {
  readonly code: number;
  readonly output: string;
}

async function run(script: string, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [path.join(SCRIPTS, script)],
      { env: { PATH: process.env.PATH, ...env } },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, output: `${stdout}${stderr}`.trim() });
      },
    );
  });
}

describe('npm start with a setting that cannot be', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-settings-'));

  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each([
    [{ PORT: 'web' }, 'PORT is "web": it must be a whole number from 1 to 65535.'],
    [{ SANDBOX_PORT: '70000' }, 'SANDBOX_PORT is "70000": it must be a whole number from 1 to 65535.'],
    [{ PORT: '4000', SANDBOX_PORT: '4000' }, 'PORT and SANDBOX_PORT are both 4000: they must differ.'],
    [
      { DATABASE_URL: 'mysql://u:secret@h/d' },
      'DATABASE_URL must be an address that starts with postgres:// or postgresql://.',
    ],
    [{ REDIS_URL: 'here' }, 'REDIS_URL must be an address that starts with redis:// or rediss://.'],
    [{ CROSSDOCK_SANDBOX: 'yes' }, 'CROSSDOCK_SANDBOX is "yes": it must be 0 or 1.'],
  ])('%j ends with one line', async (env, line) => {
    expect(await run('start.mjs', { DATA_DIR: dataDir, ...env })).toEqual({ code: 1, output: line });
  });

  it('says when the data folder is a file', async () => {
    const file = path.join(dataDir, 'file');
    writeFileSync(file, '');
    const ended = await run('start.mjs', { DATA_DIR: file });
    expect(ended).toEqual({ code: 1, output: `DATA_DIR ${file} cannot be used: it is not a folder.` });
  });
});

describe('npm start on a port that is taken', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-ports-'));
  let taken: Server;
  let port: number;

  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });

  afterAll(async () => {
    await new Promise((resolve) => taken.close(resolve));
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('ends with one line before anything is started', async () => {
    const ended = await run('start.mjs', { DATA_DIR: dataDir, PORT: String(port) });
    expect(ended).toEqual({
      code: 1,
      output: `Port ${port} is taken: stop what listens there, or set PORT to another one.`,
    });
  });
});

describe('npm run reset', () => {
  it('leaves a folder alone that is not a data folder', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossdock-reset-'));
    writeFileSync(path.join(folder, 'thesis.txt'), 'mine');
    const ended = await run('reset.mjs', { DATA_DIR: folder });
    expect(ended).toEqual({ code: 1, output: `${folder} does not look like a data folder of Crossdock: not cleared.` });
    rmSync(folder, { recursive: true });
  });

  it('clears a data folder', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossdock-reset-'));
    writeFileSync(path.join(folder, 'demo.json'), '{}');
    expect(await run('reset.mjs', { DATA_DIR: folder })).toEqual({ code: 0, output: `Cleared ${folder}.` });
    expect(await run('reset.mjs', { DATA_DIR: folder })).toEqual({
      code: 0,
      output: `Nothing to clear: ${folder} is not there.`,
    });
  });
});
