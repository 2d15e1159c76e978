import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WrongUse } from '../outcome';
import { secretKey } from './secret-key';

describe('The key that a set-up seals with', () => {
  const key = Buffer.alloc(32, 7);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossdock-key-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is that of the environment', () => {
    writeFileSync(path.join(folder, 'secret.key'), Buffer.alloc(32, 8).toString('base64'));
    expect(secretKey({ DATA_DIR: folder, CROSSDOCK_SECRET_KEY: key.toString('base64') })).toEqual(key);
  });

  it('is otherwise that of the hub that npm start runs', () => {
    writeFileSync(path.join(folder, 'secret.key'), `${key.toString('base64')}\n`);
    expect(secretKey({ DATA_DIR: folder })).toEqual(key);
  });

  it('has to be there', () => {
    expect(() => secretKey({ DATA_DIR: folder })).toThrow(WrongUse);
  });

  it('has 32 bytes', () => {
    expect(() => secretKey({ DATA_DIR: folder, CROSSDOCK_SECRET_KEY: 'c2hvcnQ=' })).toThrow(/32 bytes/);
  });
});
