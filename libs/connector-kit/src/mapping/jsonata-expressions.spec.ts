import { ConfigurationError, RejectedByVendorError, UnmappedValueError } from '../errors/connector-error';
import { lookupFunctions } from './expression-functions';
import { jsonataExpressions } from './jsonata-expressions';
import { lookupsFrom } from './lookups';

const expressions = jsonataExpressions();
const evaluate = (text: string, input: unknown = {}, bindings?: Record<string, unknown>): Promise<unknown> =>
  expressions.compile(text).evaluate(input, bindings);

describe('a mapping expression', () => {
  it('turns one JSON shape into another', async () => {
    const order = { number: '1001', lines: [{ sku: 'MUG-1', quantity: '2' }] };
    await expect(
      evaluate('{"ref": number, "items": [lines.{"code": sku, "qty": $number(quantity)}]}', order),
    ).resolves.toEqual({
      ref: '1001',
      items: [{ code: 'MUG-1', qty: 2 }],
    });
  });

  it('gives plain JSON: lists without hidden fields, objects with the ordinary prototype', async () => {
    const result = await evaluate('{"skus": lines.sku}', { lines: [{ sku: 'A' }, { sku: 'B' }] });
    expect(result).toStrictEqual({ skus: ['A', 'B'] });
  });

  it('is compiled once for the same text', () => {
    expect(expressions.compile('a.b')).toBe(expressions.compile('a.b'));
  });

  it('is refused with the place when it is not JSONata', () => {
    expect(() => expressions.compile('{"a": }')).toThrow(ConfigurationError);
    expect(() => expressions.compile('{"a": }')).toThrow(/at character \d+/);
  });

  it('fails as a mapping, with the place, when it cannot be evaluated', async () => {
    const failure = evaluate('1 + $uppercase(5)');
    await expect(failure).rejects.toThrow(RejectedByVendorError);
    await expect(failure).rejects.toMatchObject({
      code: 'mapping.failed',
      message: expect.stringMatching(/character/),
    });
  });

  it('cannot give out a function', async () => {
    await expect(evaluate('$uppercase')).rejects.toMatchObject({ code: 'mapping.failed' });
    await expect(evaluate('{"f": function($x){$x}}')).rejects.toMatchObject({ code: 'mapping.failed' });
  });
});

describe('exact arithmetic in an expression', () => {
  it.each([
    ['$money("9.995", "PLN")', '10.00'],
    ['$money(5, "JPY")', '5'],
    ['$moneyPlus("0.1", "0.2", "PLN")', '0.30'],
    ['$moneyMinus("1.00", "0.01", "PLN")', '0.99'],
    ['$moneyTimes("19.99", "3", "PLN")', '59.97'],
    ['$moneySum(["19.99", "12.99", "0.01"], "PLN")', '32.99'],
    ['$moneySum(nothing, "PLN")', '0.00'],
    ['$netOf("123.00", "23", "PLN")', '100.00'],
    ['$taxOf("123.00", "23", "PLN")', '23.00'],
    ['$minorUnits("12.34", "PLN")', 1234],
    ['$fromMinorUnits(1234, "PLN")', '12.34'],
    ['$money(missing, "PLN")', undefined],
  ])('%s', async (text, expected) => {
    await expect(evaluate(text)).resolves.toEqual(expected);
  });

  it('refuses what is no amount', async () => {
    await expect(evaluate('$moneyPlus("1,50", "1", "PLN")')).rejects.toThrow(/"1,50" is not a decimal/);
  });
});

describe('lookup tables in an expression', () => {
  const functions = lookupFunctions(lookupsFrom({ vat: { title: 'VAT', defaults: { '23': 'A' } } }));

  it('translates a code', async () => {
    await expect(
      evaluate('lines.$code("vat", rate)', { lines: [{ rate: '23' }, { rate: 23 }] }, functions),
    ).resolves.toEqual(['A', 'A']);
  });

  it('names table and key of a code that is not there', async () => {
    const failure = evaluate('$code("vat", "8")', {}, functions);
    await expect(failure).rejects.toThrow(UnmappedValueError);
    await expect(failure).rejects.toMatchObject({ table: 'vat', key: '8' });
  });

  it('can fall back', async () => {
    await expect(evaluate('[$codeOr("vat", "8", "none"), $codeOr("vat", "8")]', {}, functions)).resolves.toEqual([
      'none',
    ]);
  });
});

describe('an expression that attacks', () => {
  // Long enough for the other limits to be met first.
  const patient = jsonataExpressions({ timeMs: 20_000 });

  it.each([
    ['endless recursion', '($f := function($n){ 1 + $f($n) }; $f(1))', /Stack overflow/],
    ['a huge range', '[1..1e8]', /size of the sequence/],
    ['a range of ranges', '[1..10000].[1..10000]', /list entries/],
    ['a list that grows', '$append([1..15000], [1..15000])', /maximum sequence length/],
    ['lists hidden in objects', '[1..15000].{"a": [1..15000]}', /list entries/],
    ['a huge pad', '$pad("x", 1e9)', /characters/],
    [
      'a doubled text',
      '($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f("xxxxxxxxxx", 60))',
      /characters/,
    ],
    ['a text joined of many', '($s := $pad("x", 1000000); $join([1..10000].$s))', /characters/],
    ['a text printed of many', '($s := $pad("x", 1000000); $string([1..10000].$s))', /characters/],
    ['code made at run time', '$eval("[1..10]")', /not allowed/],
    ['chance', '$random()', /not allowed/],
    [
      'a time that matches in many ways',
      '$toMillis("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "[MN][MN][MN][MN][MN][MN]")',
      /too vague/,
    ],
  ])('is stopped: %s', async (_name, text, reason) => {
    const failure = patient.compile(text).evaluate({});
    await expect(failure).rejects.toMatchObject({ code: 'mapping.failed', message: expect.stringMatching(reason) });
  });

  it('is stopped when its time is over: an endless loop', async () => {
    const started = Date.now();
    await expect(evaluate('($f := function($n){ $f($n + 1) }; $f(1))')).rejects.toThrow(/timeout/i);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('cannot hang in a regular expression', async () => {
    const text = { text: `${'a'.repeat(50_000)}!` };
    await expect(evaluate('$contains(text, /(a+)+$/)', text)).resolves.toBe(false);
    await expect(evaluate('$replace("a1b22", /[0-9]+/, "#")')).resolves.toBe('a#b#');
    await expect(evaluate('$match("ab12", /([a-z]+)([0-9]+)/).groups')).resolves.toEqual(['ab', '12']);
    await expect(evaluate('$split("a, b,c", /,\\s*/)')).resolves.toEqual(['a', 'b', 'c']);
  });

  it('is refused when its regular expression looks around', () => {
    expect(() => expressions.compile('$contains("a", /(?=a)b/)')).toThrow(ConfigurationError);
  });

  it.each([
    'constructor',
    '__proto__',
    'record.constructor.constructor',
    '$lookup($, "constructor")',
    '$string.implementation',
  ])('reaches no prototype and no function: %s', async (text) => {
    await expect(evaluate(text, { record: {} })).resolves.toBeUndefined();
  });

  it.each([
    '$merge([{"a": 1}, evil])',
    '{"__proto__": {"polluted": true}}',
    '{"constructor": {"prototype": {"polluted": true}}}',
    '$ ~> |evil|{"__proto__": {"polluted": true}}|',
  ])('pollutes no prototype: %s', async (text) => {
    const result = await evaluate(text, JSON.parse('{"evil": {"__proto__": {"polluted": true}}}'));
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(Object(result), 'polluted')).toBeUndefined();
  });

  it('cannot change its input, not even with a copy function of its own', async () => {
    const input = { order: { number: '1001' } };
    await evaluate('$ ~> |order|{"number": "hacked"}|', input);
    await evaluate('($clone := $single; $ ~> |order|{"number": "hacked"}|)', input).catch(() => null);
    await evaluate('($clone := $append; $ ~> |order|{"number": "hacked"}|)', input).catch(() => null);
    expect(input).toEqual({ order: { number: '1001' } });
  });
});
