import type { JobError } from '@crossdock/flow-engine';
import { causeOf } from './failure';

const refused = (changes: Partial<JobError> = {}): JobError => ({
  class: 'rejected',
  code: 'order.rejected',
  summary: 'The item (MUG-1) of order 1001 does not exist.',
  fix: null,
  vendorCode: 'Internal_InvalidTableRelation',
  field: '/lines/1/sku',
  httpStatus: 400,
  ...changes,
});
const cause = (error: JobError | null, connectionId = 'erp', step = 'create-sales-order'): ReturnType<typeof causeOf> =>
  causeOf({ connectionId, step, error });

describe('the cause of a failure', () => {
  it('is the same for other orders, products and lines', () => {
    const other = refused({ summary: 'The item (TEA-200) of order 2002 does not exist.', field: '/lines/12/sku' });
    expect(cause(other)).toEqual(cause(refused()));
  });

  it.each([
    ['message', cause(refused({ summary: 'The item is blocked.' }))],
    ['code of the vendor', cause(refused({ vendorCode: 'Application_DialogException' }))],
    ['field', cause(refused({ field: '/shippingAddress/city' }))],
    ['connection', cause(refused(), 'erp-2')],
    ['step', cause(refused(), 'erp', 'invoice-sales-order')],
  ])('is another one with another %s', (_what, other) => {
    expect(other.key).not.toBe(cause(refused()).key);
  });

  it('has our code where the vendor has none', () => {
    expect(cause(refused({ vendorCode: null })).code).toBe('order.rejected');
  });

  it('is also there when nobody said why, or only in part', () => {
    expect(cause(null)).toMatchObject({ code: 'unknown', errorClass: 'bug', field: null, pattern: '' });
    const partly = { class: 'rejected', code: 'sku.unknown', summary: 'No such item.' } as JobError;
    expect(cause(partly)).toMatchObject({ code: 'sku.unknown', field: null, pattern: 'No such item.' });
  });
});
