import { OperatorActions } from '@crossdock/flow-engine';
import { ErrorFollower } from '../../apps/hub/src/errors/error-follower';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
});
afterAll(async () => panel.close());

describe('what was changed before', () => {
  it('is what people did to this connection, its rules and its lookup tables in the day before', async () => {
    await operator.post('/connections/erp/pause', { reason: 'Stocktaking' });
    await operator.post('/connections/erp/resume');
    await operator.post('/connections/wms/pause', { reason: 'Not this one' });
    await operator.post('/connections/wms/resume');
    await panel.database.query(`insert into field_rule_set (connection_id, operation, version, state, rules, created_by, reason)
      values ('erp', 'create-sales-order', 3, 'live', '[]', 'anna@example.com', 'New VAT')`); // prettier-ignore
    await panel.database.query(`insert into lookup_row (connection_id, table_name, key, value, updated_at)
      values ('erp', 'vat-code', '23', 'VAT23', now()), ('erp', 'unit', 'pcs', 'SZT', now() - interval '2 days')`); // prettier-ignore
    await panel.jobOf(await panel.place(), 'dead');
    await new ErrorFollower(panel.database, panel.app.get(OperatorActions)).pass();
    const [{ id }] = (await operator.get('/error-groups')).body as [{ id: string }];
    const changes = (await operator.get(`/error-groups/${id}/changes`)).body as { what: string }[];
    expect(changes.map(({ what }) => what).sort()).toEqual([
      'connection.paused',
      'connection.resumed',
      'create-sales-order',
      'vat-code',
    ]);
    expect(changes).toContainEqual(
      expect.objectContaining({ what: 'connection.paused', by: 'operator@example.com', reason: 'Stocktaking' }),
    );
    expect(changes).toContainEqual(expect.objectContaining({ kind: 'field-rules', version: 3, reason: 'New VAT' }));
  });
});
