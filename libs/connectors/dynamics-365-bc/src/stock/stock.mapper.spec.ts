import fixture from '../../fixtures/ledger-entries.json';
import { ledgerEntries } from '../api/item';
import { toStockLevels } from './stock.mapper';

const open = ledgerEntries.parse(fixture).value;
const warehouseOf = (code: string): string => (code === '' ? 'MAIN-2' : code);

describe('stock from the item ledger', () => {
  it('is the sum of what is open, by item and location', () => {
    const observedAt = '2026-03-03T10:00:00.000Z';
    const levels = toStockLevels({ moved: [], open, lastEntryNo: 88_124, observedAt }, warehouseOf);
    expect(levels).toEqual([
      { sku: 'MUG-1', warehouse: 'MAIN', onHand: '12.3', observedAt, sourceSequence: '88124' },
      { sku: 'MUG-1', warehouse: 'MAIN-2', onHand: '-2', observedAt, sourceSequence: '88124' },
      { sku: 'TEA-100', warehouse: 'MAIN', onHand: '5', observedAt, sourceSequence: '88124' },
    ]);
  });

  it('is nothing where something moved and nothing is open', () => {
    const moved = [{ itemNo: 'POSTER-A2', locationCode: 'MAIN' }];
    const levels = toStockLevels({ moved, open: [], lastEntryNo: 1, observedAt: '' }, warehouseOf);
    expect(levels).toMatchObject([{ sku: 'POSTER-A2', onHand: '0' }]);
  });

  it('has no crumbs of binary fractions', () => {
    const parts = [0.1, 0.2].map((remainingQuantity, index) => ({ ...open[0]!, entryNo: index, remainingQuantity }));
    const [level] = toStockLevels({ moved: [], open: parts, lastEntryNo: 1, observedAt: '' }, warehouseOf);
    expect(level?.onHand).toBe('0.3');
  });
});
