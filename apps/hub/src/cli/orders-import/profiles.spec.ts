import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WrongUse } from '../outcome';
import { loadProfile, profileForHeader, saveProfile, shippedProfiles } from './profiles';

describe('import profiles', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossdock-profile-'));
  const file = path.join(folder, 'mine.json');

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are chosen by the header of the file', () => {
    const header = [
      'InvoiceNo',
      'StockCode',
      'Description',
      'Quantity',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
      'Country',
    ];
    expect(profileForHeader(header)?.name).toBe('online-retail');
    expect(profileForHeader(header.slice(1))).toBeNull();
  });

  it.each(shippedProfiles)('$name has an address for every country that it names', ({ countries, defaults }) => {
    const codes = Object.values(countries).filter((code) => code !== null);
    expect(Object.keys(defaults.addresses)).toEqual(expect.arrayContaining(codes));
  });

  it('are read back as they were saved', () => {
    const profile = loadProfile('online-retail');
    saveProfile(file, profile);
    expect(loadProfile(file)).toEqual(profile);
  });

  it.each([
    ['not JSON', 'name: x', 'is not JSON'],
    ['a word that profiles do not have', '{"name":"x","colums":{}}', 'colums'],
    ['a time zone that is none', '{"name":"x","timeZone":"Mars/Base"}', 'is not a time zone'],
    [
      'a broken pattern',
      '{"name":"x","rules":[{"kind":"k","field":"sku","pattern":"(","treatment":"refuse-row","reason":"r"}]}',
      'is not a regular expression',
    ],
  ])('are refused when they hold %s', (_name, text, message) => {
    writeFileSync(file, text);
    expect(() => loadProfile(file)).toThrow(WrongUse);
    expect(() => loadProfile(file)).toThrow(message);
  });

  it('are named when the one asked for is not there', () => {
    expect(() => loadProfile('nothing')).toThrow('those that come along (online-retail)');
  });
});
