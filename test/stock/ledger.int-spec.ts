import { readChannelWork, storeFoundOffers, storeOutcomes, type DueOffer } from '../../apps/hub/src/stock/offers';
import { LATE_WMS, MARKETPLACE, SHOPS, StockLedger } from './stock-fixture';

let ledger: StockLedger;
beforeAll(async () => {
  ledger = await StockLedger.start();
}, 60_000);
afterAll(async () => {
  await ledger.stop();
});

const CHANNELS = [...SHOPS, MARKETPLACE];

describe('ten pieces and a hundred buyers at once from three channels', () => {
  let got: readonly number[];
  beforeAll(async () => {
    await ledger.read('RUSH', '10', { sourceSequence: '1' });
    const buyers = Array.from({ length: 100 }, (_, index) => CHANNELS[index % CHANNELS.length] ?? MARKETPLACE);
    got = (await Promise.all(buyers.map(async (channel) => ledger.buy(channel, 'RUSH', 1)))).map((one) => one.got);
  });

  it('give ten buyers a piece each, and ninety none', () => {
    expect(got.filter((pieces) => pieces === 1)).toHaveLength(10);
    expect(got.filter((pieces) => pieces === 0)).toHaveLength(90);
  });

  it('reserve on the level exactly what open orders have', async () => {
    expect(await ledger.open('RUSH')).toEqual({ reserved: 10, waiting: 90, short: 90 });
    expect(await ledger.level('RUSH')).toEqual({ onHand: 10, reserved: 10, unconfirmed: 0 });
  });

  it('leave an open incident of each order that waits', async () => {
    const incidents = await ledger.incidents('RUSH');
    expect(new Set(incidents.map(({ orderId }) => orderId)).size).toBe(90);
    expect(incidents.every(({ kind, isOpen, times }) => kind === 'oversold' && isOpen && times === 1)).toBe(true);
  });

  it('give no piece away twice when forty more come in and two spread them at once', async () => {
    await ledger.read('RUSH', '50', { sourceSequence: '2' });
    await Promise.all([ledger.spread(), ledger.spread()]);
    await ledger.spread();
    expect(await ledger.open('RUSH')).toEqual({ reserved: 50, waiting: 50, short: 50 });
    expect(await ledger.level('RUSH')).toMatchObject({ onHand: 50, reserved: 50 });
    expect((await ledger.incidents('RUSH')).filter(({ isOpen }) => isOpen)).toHaveLength(50);
  });
});

describe('a reading', () => {
  it('that is older than the known one changes nothing, whatever its time says', async () => {
    await ledger.read('OLD', '5', { sourceSequence: '10' });
    const changed = await ledger.read('OLD', '9', { sourceSequence: '9', observedAt: '2026-11-23T09:00:00Z' });
    expect(changed).toBe(0);
    expect(await ledger.level('OLD')).toMatchObject({ onHand: 5 });
  });

  it('that comes twice changes nothing the second time', async () => {
    expect(await ledger.read('TWICE', '5', { sourceSequence: '1' })).toBe(1);
    expect(await ledger.read('TWICE', '5', { sourceSequence: '1' })).toBe(0);
    expect(await ledger.movements('TWICE')).toEqual(['reading']);
  });

  it.each([
    ['1', '2', '10'],
    ['1', '10', '2'],
    ['2', '1', '10'],
    ['2', '10', '1'],
    ['10', '1', '2'],
    ['10', '2', '1'],
  ])('leaves the newest whether they come as %s, %s or %s', async (...sequences) => {
    const sku = `ORDER-${sequences.join('-')}`;
    for (const sourceSequence of sequences) await ledger.read(sku, `${sourceSequence}00`, { sourceSequence });
    expect(await ledger.level(sku)).toMatchObject({ onHand: 1_000 });
  });

  it('leaves the newest when all come at once', async () => {
    const sequences = Array.from({ length: 20 }, (_, index) => String(index + 1));
    await Promise.all(sequences.map(async (sourceSequence) => ledger.read('RACE', sourceSequence, { sourceSequence })));
    expect(await ledger.level('RACE')).toMatchObject({ onHand: 20 });
  });
});

describe('a reading that makes no sense', () => {
  it.each([
    ['quantity-absurd', 'ABSURD-1', '99999999999', {}],
    ['quantity-absurd', 'ABSURD-2', 'many', {}],
    ['time-invalid', 'TIMELESS', '7', { observedAt: 'yesterday' }],
    ['time-ahead', 'FUTURE', '7', { observedAt: '2999-01-01T00:00:00Z' }],
  ])('is kept as an incident (%s, %s) and changes no level', async (kind, sku, onHand, facts) => {
    await ledger.read(sku, '4', { sourceSequence: '1' });
    expect(await ledger.read(sku, onHand, { sourceSequence: '2', ...facts })).toBe(0);
    expect(await ledger.level(sku)).toMatchObject({ onHand: 4 });
    expect(await ledger.incidents(sku)).toMatchObject([{ kind, isOpen: true }]);
  });

  it('because no feed names its warehouse is kept as an incident and makes no level', async () => {
    expect(await ledger.read('LOST', '4', { warehouse: 'ATTIC' })).toBe(0);
    await ledger.read('LOST', '5', { warehouse: 'ATTIC' });
    expect(await ledger.level('LOST')).toBeNull();
    expect(await ledger.incidents('ATTIC')).toMatchObject([{ kind: 'unknown-warehouse', isOpen: true, times: 2 }]);
  });

  it('below zero is a fact: it is taken, shown as nothing, and an incident until it is over', async () => {
    await ledger.read('NEGATIVE', '-3', { sourceSequence: '1' });
    expect(await ledger.level('NEGATIVE')).toMatchObject({ onHand: -3 });
    expect((await ledger.buy('web-shop', 'NEGATIVE', 1)).got).toBe(0);
    await ledger.read('NEGATIVE', '0', { sourceSequence: '2' });
    const incidents = await ledger.incidents('NEGATIVE');
    expect(incidents.find(({ kind }) => kind === 'negative-on-hand')).toMatchObject({ isOpen: false });
  });
});

describe('pieces that an order gives back', () => {
  it('go to the order that waited first, and its incident is over', async () => {
    await ledger.read('BACK', '2', { sourceSequence: '1' });
    const owner = await ledger.buy('web-shop', 'BACK', 2);
    const first = await ledger.buy('other-shop', 'BACK', 2);
    const second = await ledger.buy(MARKETPLACE, 'BACK', 2);
    await ledger.release(owner.orderId);
    expect(await ledger.level('BACK')).toMatchObject({ reserved: 0 });
    await ledger.spread();
    expect(await ledger.reservation(first.orderId)).toEqual({ state: 'open', quantity: 2, waiting: 0 });
    expect(await ledger.reservation(second.orderId)).toEqual({ state: 'open', quantity: 0, waiting: 2 });
    expect(await ledger.level('BACK')).toMatchObject({ reserved: 2 });
    expect(await ledger.incidents('BACK')).toMatchObject([
      { orderId: first.orderId, isOpen: false },
      { orderId: second.orderId, isOpen: true },
    ]);
  });

  it('are given back once, however often that is asked', async () => {
    await ledger.read('ONCE', '5', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'ONCE', 3);
    await Promise.all([ledger.release(orderId), ledger.release(orderId), ledger.close(orderId, 'cancelled')]);
    expect(await ledger.level('ONCE')).toEqual({ onHand: 5, reserved: 0, unconfirmed: 0 });
    expect(await ledger.movements('ONCE')).toEqual(['reading', 'reserve', 'release']);
  });
});

describe('pieces that leave', () => {
  it('are off at once, and are not taken off twice when the warehouse says so itself', async () => {
    await ledger.read('LEAVES', '10', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'LEAVES', 3);
    await ledger.close(orderId, 'packed');
    expect(await ledger.reservation(orderId)).toMatchObject({ state: 'issued', quantity: 3 });
    expect(await ledger.level('LEAVES')).toEqual({ onHand: 7, reserved: 0, unconfirmed: 3 });
    await ledger.close(orderId, 'shipped');
    await ledger.read('LEAVES', '7', { sourceSequence: '2', completeBefore: Date.now() + 60_000 });
    expect(await ledger.level('LEAVES')).toEqual({ onHand: 7, reserved: 0, unconfirmed: 0 });
    expect(await ledger.movements('LEAVES')).toEqual(['reading', 'reserve', 'issue', 'reading', 'confirm']);
  });

  it('stay off while readings may be from before they left', async () => {
    await ledger.read('EARLIER', '10', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'EARLIER', 3);
    await ledger.close(orderId, 'packed');
    await ledger.read('EARLIER', '11', { sourceSequence: '2' });
    await ledger.read('EARLIER', '12', { sourceSequence: '3', completeBefore: Date.now() - 60_000 });
    expect(await ledger.level('EARLIER')).toEqual({ onHand: 9, reserved: 0, unconfirmed: 3 });
  });

  it('are confirmed by a complete reading that does not name them', async () => {
    await ledger.read('SILENT', '10', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'SILENT', 3);
    await ledger.read('SILENT', '7', { sourceSequence: '2' });
    await ledger.close(orderId, 'packed');
    expect(await ledger.level('SILENT')).toMatchObject({ onHand: 4 });
    await ledger.read('SOMETHING-ELSE', '1', { completeBefore: Date.now() + 60_000 });
    expect(await ledger.level('SILENT')).toEqual({ onHand: 7, reserved: 0, unconfirmed: 0 });
  });

  it('are off only once they are shipped where the warehouse deducts them then', async () => {
    await ledger.read('LATE', '10', { from: LATE_WMS, sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'LATE', 3, LATE_WMS);
    await ledger.close(orderId, 'packed');
    expect(await ledger.level('LATE', LATE_WMS)).toEqual({ onHand: 10, reserved: 3, unconfirmed: 0 });
    await ledger.close(orderId, 'shipped');
    expect(await ledger.level('LATE', LATE_WMS)).toEqual({ onHand: 7, reserved: 0, unconfirmed: 3 });
  });
});

describe('what a marketplace is told', () => {
  const due = async (sku: string): Promise<DueOffer[]> => {
    const work = await readChannelWork(ledger.database, [MARKETPLACE]);
    return (work.get(MARKETPLACE)?.due ?? []).filter((offer) => offer.sku === sku);
  };
  const link = async (sku: string, ...offerIds: string[]): Promise<void> => {
    const offers = offerIds.map((offerId) => ({ offerId, sku, name: sku, quantity: null, active: true }));
    await storeFoundOffers(ledger.database, MARKETPLACE, [sku], offers);
  };
  const tell = async (offers: readonly DueOffer[], refused: readonly string[] = []): Promise<readonly string[]> => {
    const told = await storeOutcomes(
      ledger.database,
      MARKETPLACE,
      offers.map((offer) => {
        const key = offer.offerId;
        if (!refused.includes(key)) return { offer, result: { key, ok: true } };
        return { offer, result: { key, ok: false, retryable: false, code: 'ended', message: 'The offer has ended.' } };
      }),
    );
    return told.map(({ offer }) => offer.offerId);
  };

  it('is what is left for it, once its offers are known', async () => {
    await ledger.read('SHOWN', '10', { sourceSequence: '1' });
    await ledger.buy('web-shop', 'SHOWN', 4);
    expect(await ledger.spread()).toBeGreaterThan(0);
    expect((await readChannelWork(ledger.database, [MARKETPLACE])).get(MARKETPLACE)?.unlinked).toContain('SHOWN');
    await link('SHOWN', 'offer-shown');
    expect(await due('SHOWN')).toMatchObject([{ offerId: 'offer-shown', available: 6 }]);
  });

  it('is only the newest number when it changed twice before it was told', async () => {
    await ledger.read('NEWEST', '10', { sourceSequence: '1' });
    await ledger.spread();
    await link('NEWEST', 'offer-newest');
    await tell(await due('NEWEST'));
    expect(await due('NEWEST')).toEqual([]);
    for (const pieces of [3, 2]) {
      await ledger.buy('other-shop', 'NEWEST', pieces);
      await ledger.spread();
    }
    expect(await due('NEWEST')).toMatchObject([{ offerId: 'offer-newest', available: 5 }]);
  });

  it('is told again when it changed while it was being told', async () => {
    await ledger.read('MEANWHILE', '10', { sourceSequence: '1' });
    await ledger.spread();
    await link('MEANWHILE', 'offer-meanwhile');
    const telling = await due('MEANWHILE');
    await ledger.buy('web-shop', 'MEANWHILE', 1);
    await ledger.spread();
    await tell(telling);
    expect(await due('MEANWHILE')).toMatchObject([{ offerId: 'offer-meanwhile', available: 9 }]);
  });

  it('is marked as refused only at the offer that was refused', async () => {
    await ledger.read('REFUSED', '10', { sourceSequence: '1' });
    await ledger.spread();
    await link('REFUSED', 'offer-good', 'offer-ended');
    expect(await tell(await due('REFUSED'), ['offer-ended'])).toEqual(['offer-ended']);
    const offers = await ledger.database.query(
      `select offer_id, sent, problem ->> 'code' as problem from channel_offer where sku = 'REFUSED' order by offer_id`,
    );
    expect(offers).toEqual([
      { offer_id: 'offer-ended', sent: null, problem: 'ended' },
      { offer_id: 'offer-good', sent: 10, problem: null },
    ]);
    expect(await due('REFUSED')).toEqual([]);
  });
});
