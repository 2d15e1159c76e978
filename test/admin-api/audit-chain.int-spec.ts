import { appendAudit, verifyAuditChain } from '../../apps/hub/src/audit/audit-chain';
import { startPanelApi, type RunningPanelApi } from './running-panel-api';

let panel: RunningPanelApi;
beforeAll(async () => {
  panel = await startPanelApi();
});
afterAll(async () => panel.close());

const append = async (subjectId: string, facts: Record<string, unknown> = {}): Promise<void> =>
  panel.database.transaction(async (sql) =>
    appendAudit(sql, { actor: 'nobody', action: 'spec.written', subjectType: 'spec', subjectId, reason: null, facts }),
  );

describe('the audit chain', () => {
  it('is whole after 40 rows at once, whatever their facts', async () => {
    const facts = { text: 'zażółć', number: 1.5e21, none: undefined, nested: { b: [1, null], a: -0 } };
    await Promise.all(Array.from({ length: 40 }, async (_, place) => append(String(place), facts)));
    await expect(verifyAuditChain(panel.database)).resolves.toEqual({ checked: 40, brokenAt: null });
  });

  it('has no row of a transaction that did not happen', async () => {
    const failing = panel.database.transaction(async (sql) => {
      const entry = { actor: 'nobody', action: 'x', subjectType: 'x', subjectId: 'x', reason: null, facts: {} };
      await appendAudit(sql, entry);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await append('after');
    await expect(verifyAuditChain(panel.database)).resolves.toEqual({ checked: 41, brokenAt: null });
  });

  it('cannot be changed', async () => {
    await expect(panel.database.query(`update audit_event set actor = 'me' where id = 3`)).rejects.toThrow(
      'append-only',
    );
    await expect(panel.database.query('delete from audit_event where id = 3')).rejects.toThrow('append-only');
    await expect(panel.database.query('truncate audit_event')).rejects.toThrow('append-only');
  });

  it.each([
    [`update audit_event set reason = 'another' where id = 30`, '30'],
    [`update audit_event set facts = facts || '{"more":1}' where id = 20`, '20'],
    [`update audit_event set at = at + interval '1 second' where id = 10`, '10'],
    ['delete from audit_event where id = 7', '8'],
  ])('names the first broken row after: %s', async (forgery, brokenAt) => {
    await panel.database.query('alter table audit_event disable trigger audit_event_append_only');
    await panel.database.query(forgery);
    await expect(verifyAuditChain(panel.database)).resolves.toMatchObject({ brokenAt });
  });
});
