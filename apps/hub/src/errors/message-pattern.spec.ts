import { fieldPattern, messagePattern } from './message-pattern';

describe('the pattern of a message', () => {
  it.each([
    [
      'The field No. of table Sales Line contains a value (UNKNOWN-1) that cannot be found in the related table (Item).',
      'The field No. of table Sales Line contains a value ({id}) that cannot be found in the related table (Item).',
    ],
    ['Business Central refused order 1001: no item.', 'Business Central refused order {number}: no item.'],
    ['"przelewy24" has no entry in "payment-method".', '{value} has no entry in {value}.'],
    ['„Kubek Żółw” nie istnieje', '{value} nie istnieje'],
    ["The customer's group 'retail' is unknown", "The customer's group {value} is unknown"],
    ['Order J-1001-F1-S1 of ZS/12/2026 is closed', 'Order {id} of {id} is closed'],
    ['Locker WAW01A is full', 'Locker {id} is full'],
    ['Since 2026-11-23T08:15:00Z it is locked', 'Since {date} it is locked'],
    ['Due on 23.11.2026, 1 234,50 PLN', 'Due on {date}, {number} PLN'],
    ['No record 018f3b5e-7c1a-7b44-9d3a-0f5a6b7c8d9e here', 'No record {id} here'],
    ['Mail to zofia.zolc@example.com bounced', 'Mail to {email} bounced'],
    ['GET https://erp.example.com/api/orders?id=7 gave 500', 'GET {url} gave {number}'],
    ['A pick-up point is  needed\n for this', 'A pick-up point is needed for this'],
    ['BLUE-MUG is not for sale', '{id} is not for sale'],
    ['', ''],
  ])('of %j is %j', (message, pattern) => {
    expect(messagePattern(message)).toBe(pattern);
  });

  it('is its own pattern', () => {
    for (const message of ['Order 7 of "x" on 2026-01-01 costs 1,50', "UNKNOWN-1 isn't known (A-1)"]) {
      const once = messagePattern(message);
      expect(messagePattern(once)).toBe(once);
    }
  });

  it('keeps messages apart that say different things', () => {
    expect(messagePattern('The item is blocked')).not.toBe(messagePattern('The item is missing'));
  });

  it('is found quickly in whatever a vendor writes', () => {
    const started = performance.now();
    for (const piece of ['A-', "'", '1,', 'a.b@', '"', 'é1_', 'http://']) messagePattern(piece.repeat(5_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('the pattern of a field', () => {
  it('forgets the place in a list', () => {
    expect(fieldPattern('/lines/3/sku')).toBe('/lines/{number}/sku');
    expect(fieldPattern('lines[12].sku')).toBe('lines[{number}].sku');
    expect(fieldPattern(null)).toBeNull();
  });
});
