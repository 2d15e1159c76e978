import type { Product } from '@crossdock/canonical';
import { offer as offerSchema, newOffer, offerEdit } from '../api/offer';
import { toNewOffer, toOfferEdit, toOfferSummary } from './offer.mapper';

const product: Product = {
  sku: 'MUG-1',
  gtin: '5901234123457',
  name: { pl: 'Kubek ceramiczny „Żółw”', en: 'Turtle mug' },
  price: { gross: '19.99', currency: 'PLN', taxRate: '23' },
  active: true,
};
const offer = offerSchema.parse({
  id: '15401091914',
  name: 'Kubek',
  stock: { available: 7, sold: 1 },
  publication: { status: 'ACTIVE' },
  external: { id: 'MUG-1' },
});

describe('an offer', () => {
  it('is known by its SKU and sells while it is active', () => {
    expect(toOfferSummary(offer)).toEqual({
      offerId: '15401091914',
      sku: 'MUG-1',
      name: 'Kubek',
      quantity: 7,
      active: true,
    });
    expect(toOfferSummary({ ...offer, publication: { status: 'ENDED' } }).active).toBe(false);
  });

  it('begins as a draft by GTIN, without stock, under our SKU', () => {
    const draft = toNewOffer(product, 'pl-PL');
    expect(newOffer.parse(draft)).toEqual(draft);
    expect(draft).toEqual({
      productSet: [{ product: { id: '5901234123457', idType: 'GTIN' } }],
      name: 'Kubek ceramiczny „Żółw”',
      external: { id: 'MUG-1' },
      stock: { available: 0 },
      publication: { status: 'INACTIVE' },
      sellingMode: { price: { amount: '19.99', currency: 'PLN' } },
    });
  });

  it('is ended when the product is no longer sold, and never activated', () => {
    expect(toOfferEdit({ ...product, active: false }, offer, 'pl')).toMatchObject({ publication: { status: 'ENDED' } });
    const ended = { ...offer, publication: { status: 'ENDED' } };
    const edit = toOfferEdit(product, ended, 'pl');
    expect(edit).not.toHaveProperty('publication');
    expect(offerEdit.parse(edit)).toEqual(edit);
  });

  it.each<[string, Partial<Product>]>([
    ['productSet.product.id', { gtin: null }],
    ['external.id', { sku: 'x'.repeat(101) }],
    ['name', { name: { pl: 'Kubek' } }],
    ['name', { name: { pl: 'x'.repeat(76) } }],
    ['name', { name: { en: 'Turtle mug for tea' } }],
  ])('without a right %s is refused', (field, changes) => {
    expect(() => toNewOffer({ ...product, ...changes }, 'pl-PL')).toThrow(
      expect.objectContaining({ errorClass: 'rejected', field }) as Error,
    );
  });
});
