import { UnknownOutcomeError } from '@crossdock/connector-kit';
import { waitFor } from '../support';
import { AllegroDemo, SHORT_DEADLINE_MS } from './allegro-demo';

describe('Allegro over HTTP: offers', () => {
  let allegro: AllegroDemo;

  beforeAll(async () => {
    allegro = await AllegroDemo.start();
  });
  afterAll(async () => allegro.stop());
  beforeEach(async () => allegro.restart());

  describe('stock', () => {
    it('is set by one command for all offers of the same quantity', async () => {
      const offers = await allegro.records('offer');
      const items = offers.map(({ id, sku }, index) => ({
        sku: sku!,
        offerId: id,
        quantity: index === 2 ? 3 : 7,
        version: '1',
      }));
      const results = await allegro.connection.ports.stockSink!.setStock(items, { key: 'k' });
      expect(results.map(({ key, ok }) => [key, ok])).toEqual(offers.map(({ id }) => [id, true]));
      expect((await allegro.records('offer')).map(({ available }) => available)).toEqual([7, 7, 3]);
      await expect(allegro.records('command')).resolves.toHaveLength(2);
    });

    it('of zero ends the offer, and more brings it back', async () => {
      const { id } = await allegro.offer('MUG-1');
      await expect(allegro.setStock(id, 0)).resolves.toMatchObject([{ key: id, ok: true }]);
      await waitFor(async () => (await allegro.offer('MUG-1')).status === 'ENDED');
      await expect(allegro.setStock(id, 5)).resolves.toMatchObject([{ key: id, ok: true }]);
      await expect(allegro.offer('MUG-1')).resolves.toMatchObject({ available: 5, status: 'ACTIVE' });
    });

    it('does not bring back an offer that a person ended', async () => {
      const { id } = await allegro.offer('MUG-1');
      await allegro.advance({ action: 'end-offer', offerId: id });
      await expect(allegro.setStock(id, 5)).resolves.toMatchObject([{ key: id, ok: true }]);
      await expect(allegro.offer('MUG-1')).resolves.toMatchObject({ available: 5, status: 'ENDED' });
    });

    it('of an unknown offer fails by itself', async () => {
      const { id } = await allegro.offer('TEA-100');
      const items = [
        { sku: 'X', offerId: '1', quantity: 1, version: '1' },
        { sku: 'TEA-100', offerId: id, quantity: 9, version: '1' },
      ];
      await expect(allegro.connection.ports.stockSink!.setStock(items, { key: 'k' })).resolves.toMatchObject([
        { key: '1', ok: false, retryable: false, code: 'offer.not-found' },
        { key: id, ok: true },
      ]);
    });

    it('is tried later while the last edit of the offer is at work', async () => {
      await allegro.settings({ offerEditMs: 60_000 });
      const { id } = await allegro.offer('MUG-1');
      await allegro.setStock(id, 0);
      await expect(allegro.setStock(id, 0)).resolves.toMatchObject([{ ok: false, retryable: true }]);
    });

    it('sent again under the same key is one command', async () => {
      const { id } = await allegro.offer('MUG-1');
      await allegro.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await allegro.fault('timeout-after-commit', { match: 'offer-quantity-change-commands' });
      await expect(allegro.setStock(id, 8)).rejects.toBeInstanceOf(UnknownOutcomeError);
      await expect(allegro.setStock(id, 8)).resolves.toMatchObject([{ ok: true }]);
      await expect(allegro.records('command')).resolves.toHaveLength(1);
    });
  });

  describe('offers', () => {
    it('are found by SKU', async () => {
      const { id } = await allegro.offer('MUG-1');
      await expect(allegro.catalogue.findOffers(['MUG-1', 'NOBODY-HAS-THIS'])).resolves.toEqual([
        { offerId: id, sku: 'MUG-1', name: 'Kubek ceramiczny „Żółw” 330 ml', quantity: 120, active: true },
      ]);
    });

    it('get their prices by commands', async () => {
      const { id } = await allegro.offer('MUG-1');
      const price = { gross: '21.50', currency: 'PLN', taxRate: '23' };
      const results = await allegro.catalogue.setPrices([{ sku: 'MUG-1', offerId: id, price }], { key: 'k' });
      expect(results).toMatchObject([{ key: id, ok: true }]);
      await expect(allegro.offer('MUG-1')).resolves.toMatchObject({ price: { amount: '21.50', currency: 'PLN' } });
    });

    it('are created once as drafts, then edited, each product by itself', async () => {
      const product = {
        sku: 'LAMP-1',
        gtin: '5905555000031',
        name: { pl: 'Lampa stołowa „Świt” biała' },
        price: { gross: '129.00', currency: 'PLN', taxRate: '23' },
        active: true,
      };
      const nameless = { ...product, sku: 'LAMP-2', name: { pl: 'Lampa' } };
      const [first, second] = await allegro.catalogue.upsertProducts([product, nameless], { key: 'k' });
      expect(first).toMatchObject({ key: 'LAMP-1', ok: true });
      expect(second).toMatchObject({ key: 'LAMP-2', ok: false, retryable: false });
      await allegro.catalogue.upsertProducts([{ ...product, name: { pl: 'Lampa stołowa „Świt” czarna' } }], {
        key: 'k',
      });
      const drafts = (await allegro.records('offer')).filter(({ sku }) => sku === 'LAMP-1');
      expect(drafts).toMatchObject([{ name: 'Lampa stołowa „Świt” czarna', status: 'INACTIVE', available: 0 }]);
    });
  });
});
