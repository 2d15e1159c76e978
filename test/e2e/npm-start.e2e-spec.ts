import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort, waitFor } from '../support';
import { readDemo } from './support/demo';

const ROOT = path.resolve(__dirname, '../..');
const shell = promisify(execFile);

interface Start {
  readonly npm: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

function npmStart(env: Record<string, string>): Start {
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  npm.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  npm.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => npm.once('exit', resolve));
  return { npm, output: () => text, ended };
}

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

describe('npm start', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-start-'));
  let env: Record<string, string>;
  let ports: number[];
  let running: Start | null = null;

  beforeAll(async () => {
    ports = [await freePort(), await freePort()];
    env = { PORT: String(ports[0]), SANDBOX_PORT: String(ports[1]), DATA_DIR: dataDir };
  });

  afterAll(async () => {
    running?.npm.kill('SIGTERM');
    await running?.ended;
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<string[]> {
    running = npmStart(env);
    const { output, ended } = running;
    void ended.then(() => (running = null));
    await waitFor(() => output().includes('Ctrl-C stops everything.'), { timeoutMs: 90_000, what: output() });
    return output().split('\n');
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    const stopping = running!;
    stopping.npm.kill(signal);
    await stopping.ended;
    await waitFor(async () => !(await listens(ports[0]!)) && !(await listens(ports[1]!)), { timeoutMs: 60_000 });
    await waitFor(() => !existsSync(path.join(dataDir, 'run.json')), {
      timeoutMs: 60_000,
      what: 'the end of the start',
    });
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  }

  it('prints a command that places an order, which is shipped seconds later', async () => {
    const lines = await start();
    const [place, watch] = lines.filter((line) => line.startsWith('curl '));
    const placed = JSON.parse((await shell('sh', ['-c', place!])).stdout) as { id: string; status: string };
    expect(placed.id).toEqual(expect.any(String));
    await waitFor(async () => (await shell('sh', ['-c', watch!])).stdout.includes('"status":"shipped"'), {
      timeoutMs: 60_000,
      everyMs: 500,
      what: 'the parcel to be shipped',
    });
  });

  it('refuses a second start from the same folder in one line', async () => {
    const second = npmStart(env);
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/already runs from .+ \(process \d+\)\./);
  });

  it('stops everything it started when npm is told to end', async () => {
    await stop('SIGTERM');
  });

  it('keeps orders, key and sign-in for the next start, which is ready within ten seconds', async () => {
    const before = readDemo(dataDir);
    const lines = await start();
    expect(Number(/ready after ([\d.]+) s/.exec(lines.join('\n'))![1])).toBeLessThan(10);
    expect(readDemo(dataDir)).toEqual(before);
    const answer = await fetch(`${before.hubUrl}/api/v1/orders`, {
      headers: { authorization: `Bearer ${before.apiKey}` },
    });
    expect(JSON.stringify(await answer.json())).toContain('"externalId":"D-');
  });

  it('leaves nothing running when it is killed', async () => {
    const { pid } = JSON.parse(readFileSync(path.join(dataDir, 'run.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await waitFor(async () => !(await listens(ports[0]!)) && !(await listens(ports[1]!)), { timeoutMs: 60_000 });
    await waitFor(() => !existsSync(path.join(dataDir, 'postgres', 'postmaster.pid')), { timeoutMs: 60_000 });
  });
});
