import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBusy } from './ports.mjs';
import { Problem } from './problem.mjs';

/** Folder of the checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the environment asks for, checked. Relative data folders are meant from the checkout. */
export function readSettings(env = process.env) {
  const databaseUrl = addressOf(env, 'DATABASE_URL', ['postgres:', 'postgresql:']);
  addressOf(env, 'REDIS_URL', ['redis:', 'rediss:']);
  const settings = {
    port: portOf(env, 'PORT', 3000),
    sandboxPort: portOf(env, 'SANDBOX_PORT', 3100),
    dataDir: path.resolve(ROOT, textOf(env, 'DATA_DIR') ?? '.data'),
    databaseUrl,
    sandbox: choiceOf(env, 'CROSSDOCK_SANDBOX', ['0', '1'], databaseUrl === null ? '1' : '0') === '1',
    logToConsole: choiceOf(env, 'CROSSDOCK_LOG', ['file', 'console'], 'file') === 'console',
  };
  if (settings.sandbox && settings.port === settings.sandboxPort) {
    throw new Problem(`PORT and SANDBOX_PORT are both ${settings.port}: they must differ.`);
  }
  return settings;
}

/** Makes the data folder, or says why it cannot be used. */
export function prepareDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true });
    if (!statSync(dataDir).isDirectory()) throw new Error('it is not a folder');
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = error.code === 'EEXIST' || error.code === 'ENOTDIR' ? 'it is not a folder' : error.message;
    throw new Problem(`DATA_DIR ${dataDir} cannot be used: ${reason}.`);
  }
}

export async function refuseBusyPorts(settings) {
  if (await isBusy(settings.port)) {
    throw new Problem(`Port ${settings.port} is taken: stop what listens there, or set PORT to another one.`);
  }
  if (settings.sandbox && (await isBusy(settings.sandboxPort))) {
    throw new Problem(
      `Port ${settings.sandboxPort} is taken: stop what listens there, or set SANDBOX_PORT to another one.`,
    );
  }
}

function textOf(env, name) {
  const text = env[name]?.trim();
  return text === undefined || text === '' ? null : text;
}

function portOf(env, name, otherwise) {
  const text = textOf(env, name);
  if (text === null) return otherwise;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new Problem(`${name} is "${text}": it must be a whole number from 1 to 65535.`);
  }
  return port;
}

function choiceOf(env, name, choices, otherwise) {
  const text = textOf(env, name) ?? otherwise;
  if (!choices.includes(text)) throw new Problem(`${name} is "${text}": it must be ${choices.join(' or ')}.`);
  return text;
}

/** The address is not repeated in the message: it holds a password. */
function addressOf(env, name, protocols) {
  const text = textOf(env, name);
  if (text === null) return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new Problem(
      `${name} must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`,
    );
  }
  return text;
}

/** True when something of the product's own is in the folder. */
export function looksLikeDataDir(dataDir) {
  return ['postgres', 'postgres-folder', 'secret.key', 'demo.json', 'sandbox.json', 'run.json'].some((name) =>
    existsSync(path.join(dataDir, name)),
  );
}
