import { reportTable } from './report-table';

describe('the report of a certification', () => {
  it('is a table in columns, and how many checks passed', () => {
    const table = reportTable({
      system: 'inpost',
      checks: [
        { port: 'healthCheck', operation: 'check', ok: true, ms: 7, detail: 'answers' },
        { port: 'carrier', operation: 'createShipment', ok: false, ms: 1204, detail: 'rejected: No phone.' },
      ],
    });
    expect(table.split('\n')).toEqual([
      'Port         Operation       Result    ms  Detail',
      'healthCheck  check           ok         7  answers',
      'carrier      createShipment  FAILED  1204  rejected: No phone.',
      '',
      'inpost: 1 of 2 checks passed.',
    ]);
  });
});
