import confirmed from '../../fixtures/shipment-confirmed.json';
import created from '../../fixtures/shipment-created.json';
import purchaseFailed from '../../fixtures/shipment-purchase-failed.json';
import history from '../../fixtures/tracking.json';
import { shipment } from '../api/shipment';
import { tracking } from '../api/tracking';
import { toSnapshot } from './snapshot.mapper';

const read = (payload: object, change: object = {}) => shipment.parse({ ...payload, ...change });

describe('a ShipX shipment as the hub sees it', () => {
  it('has no waybill before it is confirmed', () => {
    expect(toSnapshot(read(created), null)).toMatchObject({
      state: 'created',
      waybill: null,
      trackingUrl: null,
      problem: null,
    });
  });

  it('has waybill, link and an event in UTC from confirmed on', () => {
    expect(toSnapshot(read(confirmed), null)).toEqual({
      id: '987654',
      number: '620999990000000000000001',
      state: 'confirmed',
      waybill: '620999990000000000000001',
      trackingUrl: 'https://inpost.pl/sledzenie-przesylek?number=620999990000000000000001',
      events: [{ at: '2026-07-01T08:00:05.000Z', state: 'confirmed', carrierStatus: 'confirmed' }],
      problem: null,
    });
  });

  it('shows a failed purchase, which the status hides', () => {
    expect(toSnapshot(read(purchaseFailed), null)).toMatchObject({
      state: 'exception',
      waybill: null,
      problem: expect.stringContaining('The organization is blocked.'),
    });
  });

  it('forgets a failed purchase after one that worked', () => {
    const paid = { id: 8, status: 'success', details: null };
    const both = read(purchaseFailed, { transactions: [paid, ...purchaseFailed.transactions] });
    expect(toSnapshot(both, null)).toMatchObject({ state: 'created', problem: null });
  });

  it('shows that no offer is available', () => {
    const none = read(created, { status: 'offers_prepared', offers: [{ status: 'unavailable' }] });
    expect(toSnapshot(none, null)).toMatchObject({
      state: 'exception',
      problem: 'InPost has no offer for this shipment.',
    });
  });

  it('flags a parcel that was not collected in time', () => {
    expect(toSnapshot(read(confirmed, { status: 'pickup_time_expired' }), null)).toMatchObject({
      state: 'exception',
      problem: 'InPost reports "pickup_time_expired" for the parcel.',
    });
  });

  it('tells the public history oldest first, without unknown words', () => {
    const { events } = toSnapshot(read(confirmed, { status: 'ready_to_pickup' }), tracking.parse(history));
    expect(events.map(({ carrierStatus }) => carrierStatus)).toEqual([
      'confirmed',
      'collected_from_sender',
      'ready_to_pickup',
    ]);
  });

  it('keeps the previous status of the history when the word is unknown', () => {
    expect(toSnapshot(read(confirmed, { status: 'beamed_up' }), tracking.parse(history)).state).toBe('shipped');
  });

  it('says no more than is certain about an unknown word without history', () => {
    expect(toSnapshot(read(confirmed, { status: 'beamed_up' }), null)).toMatchObject({
      state: 'confirmed',
      events: [],
      problem: null,
    });
    expect(toSnapshot(read(created, { status: 'beamed_up' }), null)).toMatchObject({ state: 'created', problem: null });
  });
});
