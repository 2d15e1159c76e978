import { canTransition, isFinalStatus, ORDER_STATUSES } from './order-status';

describe('order status', () => {
  it('never goes back', () => {
    const life = ORDER_STATUSES.filter((status) => status !== 'cancelled' && status !== 'returned');
    const backwards = life.flatMap((from, at) => life.slice(0, at + 1).filter((to) => canTransition(from, to)));
    expect(backwards).toEqual([]);
  });

  it('leaves a final word only for a parcel that comes home', () => {
    const left = ORDER_STATUSES.filter(isFinalStatus).flatMap((from) =>
      ORDER_STATUSES.filter((to) => canTransition(from, to)).map((to) => `${from} -> ${to}`),
    );
    expect(left).toEqual(['delivered -> returned']);
  });

  it('cannot be cancelled once the parcel is on its way', () => {
    expect(
      ['shipped', 'delivered', 'returned'].filter((from) => canTransition(from as 'shipped', 'cancelled')),
    ).toEqual([]);
  });
});
