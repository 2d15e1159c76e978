import { z } from 'zod';
import { fieldRules, type FieldRuleSet } from './field-rules';
import { jsonataExpressions } from './jsonata-expressions';
import { lookupsFrom } from './lookups';
import { RecordSkipped } from './mapping';

const target = z.object({
  reference: z.string().max(10),
  note: z.string().nullable(),
  lines: z.array(z.object({ sku: z.string(), vat: z.string() })),
});
const request = {
  reference: '1001',
  note: null,
  lines: [
    { sku: 'A', vat: '23' },
    { sku: 'B', vat: '8' },
  ],
};
const record = { channel: 'shop', lines: [{ name: 'Kubek żółty' }, { name: 'Łyżka' }] };

function rulesWith(set: Partial<FieldRuleSet> | null, versions: unknown[] = []): ReturnType<typeof fieldRules> {
  return fieldRules({
    expressions: jsonataExpressions(),
    lookups: lookupsFrom({ vat: { title: 'VAT', defaults: { '23': 'A', '8': 'B' } } }),
    rulesOf: () => (set === null ? null : { version: 3, rules: [], ...set }),
    targetOf: () => target,
    constants: { prefix: 'PL-' },
    onVersion: (operation, version) => versions.push([operation, version]),
  });
}

describe('field rules', () => {
  it('let the request pass untouched where there are none', async () => {
    await expect(rulesWith(null).apply('create', record, request)).resolves.toBe(request);
  });

  it('replace and add fields from the record, the request and the constants', async () => {
    const rules = [
      { target: 'reference', expression: 'constants.prefix & request.reference' },
      { target: 'note', expression: 'record.channel' },
      { target: 'extra.depth', expression: '1' },
    ];
    await expect(rulesWith({ rules }).apply('create', record, request)).resolves.toEqual({
      ...request,
      reference: 'PL-1001',
      note: 'shop',
      extra: { depth: 1 },
    });
    expect(request.reference).toBe('1001');
  });

  it('change every line, or the one that is named', async () => {
    const rules = [
      { target: 'lines[].vat', expression: '$code("vat", item.vat)' },
      { target: 'lines[].name', expression: 'record.lines[$$.index].name' },
      { target: 'lines[1].sku', expression: '"B-2"' },
    ];
    await expect(rulesWith({ rules }).apply('create', record, request)).resolves.toMatchObject({
      lines: [
        { sku: 'A', vat: 'A', name: 'Kubek żółty' },
        { sku: 'B-2', vat: 'B', name: 'Łyżka' },
      ],
    });
  });

  it('leave the field as it is when the expression gives nothing', async () => {
    const rules = [{ target: 'reference', expression: 'record.missing' }];
    await expect(rulesWith({ rules }).apply('create', record, request)).resolves.toEqual(request);
  });

  it('skip a record by a condition, with its reason', async () => {
    await expect(rulesWith({ skipWhen: 'record.channel = "shop"' }).apply('create', record, request)).rejects.toThrow(
      RecordSkipped,
    );
    await expect(rulesWith({ skipWhen: '"not wanted"' }).apply('create', record, request)).rejects.toThrow(
      'not wanted',
    );
    await expect(rulesWith({ skipWhen: 'false' }).apply('create', record, request)).resolves.toBe(request);
  });

  it('fail, naming the field, when the result does not fit the target', async () => {
    const rules = [{ target: 'lines[].vat', expression: '5' }];
    await expect(rulesWith({ rules }).apply('create', record, request)).rejects.toMatchObject({
      code: 'mapping.failed',
      errorClass: 'rejected',
      field: 'lines.0.vat',
    });
  });

  it('fail, naming the field, when an expression fails', async () => {
    const rules = [{ target: 'note', expression: '$uppercase(5)' }];
    await expect(rulesWith({ rules }).apply('create', record, request)).rejects.toMatchObject({
      code: 'mapping.failed',
      field: 'note',
    });
  });

  it('tell which version was applied', async () => {
    const versions: unknown[] = [];
    await rulesWith({}, versions).apply('create', record, request);
    expect(versions).toEqual([['create', 3]]);
  });

  it.each(['__proto__.polluted', 'lines[].constructor.prototype', '[0]', 'a..b', ''])(
    'refuse the target path "%s"',
    async (path) => {
      const rules = [{ target: path, expression: '1' }];
      await expect(rulesWith({ rules }).apply('create', record, request)).rejects.toMatchObject({
        code: 'mapping.invalid',
      });
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );
});

describe('lookup tables of a connection', () => {
  const lookups = lookupsFrom(
    { vat: { title: 'VAT', defaults: { '23': 'A', '8': 'B' } } },
    { vat: { '8': 'own' }, carrier: { inpost: 'IP' } },
  );

  it('put own rows before the shipped ones', () => {
    expect([lookups.get('vat', '23'), lookups.get('vat', '8'), lookups.get('carrier', 'inpost')]).toEqual([
      'A',
      'own',
      'IP',
    ]);
  });

  it('name table and key of a miss', () => {
    expect(() => lookups.get('vat', '5')).toThrow(
      expect.objectContaining({ table: 'vat', key: '5', code: 'value.unmapped' }),
    );
    expect(lookups.find('vat', 'constructor')).toBeNull();
    expect(lookups.find('__proto__', 'x')).toBeNull();
  });
});
