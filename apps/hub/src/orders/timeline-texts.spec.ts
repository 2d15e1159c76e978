import { TIMELINE_CODES } from './timeline';
import { languageOf, timelineText, TIMELINE_LANGUAGES } from './timeline-texts';

const EVERY_FACT = {
  channel: 'Web shop',
  number: '77',
  id: '77',
  waybill: '62',
  transactionId: 'T-1',
  status: 'shipped',
  reason: 'No stock.',
  what: 'shipment',
  step: 'create-sales-order',
};

describe('the words of the timeline', () => {
  const every = TIMELINE_LANGUAGES.flatMap((language) => TIMELINE_CODES.map((code) => [language, code] as const));

  it.each(every)('in %s tell %s as one sentence, with facts and without', (language, code) => {
    for (const facts of [{}, EVERY_FACT]) {
      const text = timelineText(code, facts, language);
      expect(text).toMatch(/^\p{Lu}.{8,}[.!?]$/u);
      expect(text).not.toMatch(/[[\]{}]|undefined|null|\.\.| {2}/);
      expect(text).not.toBe(code);
    }
  });

  it.each(TIMELINE_CODES)('differ between the languages for %s', (code) => {
    expect(timelineText(code, EVERY_FACT, 'pl')).not.toBe(timelineText(code, EVERY_FACT, 'en'));
  });

  it('hold the facts', () => {
    expect(timelineText('shipment.shipped', { waybill: '62' }, 'pl')).toBe('Kurier ma już paczkę 62.');
    expect(timelineText('cancel.refused', { reason: 'It is packed.' }, 'en')).toBe(
      'The order could not be cancelled: It is packed.',
    );
  });

  it('leave out what is not known', () => {
    expect(timelineText('sales-order.created', { number: null }, 'en')).toBe(
      'The order was entered in the accounting system.',
    );
    expect(timelineText('shipment.exception', { reason: 'Damaged' }, 'en')).toBe(
      'The courier has trouble with the parcel: Damaged.',
    );
  });

  it('say a code that they do not know as it is', () => {
    expect(timelineText('stock.moved', {}, 'pl')).toBe('stock.moved');
  });
});

describe('the language of a reader', () => {
  it.each([
    [undefined, 'en'],
    ['pl', 'pl'],
    ['pl-PL,pl;q=0.9,en-US;q=0.8', 'pl'],
    ['de-DE,en;q=0.5,pl;q=0.9', 'pl'],
    ['de', 'en'],
    ['pl;q=0,en', 'en'],
    [';;;,q=,', 'en'],
  ])('of "%s" is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
