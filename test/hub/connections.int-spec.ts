import { pauseConnection, resumeConnection } from '../../apps/hub/src/admin-api/connections/connection-pause';
import { demoOrder, RunningHub } from '../journey/running-hub';
import { waitFor } from '../support';

const TIMEOUT_MS = 90_000;

describe('a connection', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop(), TIMEOUT_MS);

  const jobs = async (orderId: string, step: string): Promise<{ state: string; attempts: number }[]> =>
    hub.database.query<{ state: string; attempts: number }>(
      'select state, attempts from sync_job where subject_id = $1 and step = $2',
      [orderId, step],
    );
  const connection = async (id: string): Promise<{ locked: boolean; problem: string | null }> => {
    const [row] = await hub.database.query<{ locked: boolean; problem: string | null }>(
      'select sign_in_needed_at is not null as locked, problem from connection where id = $1',
      [id],
    );
    return row!;
  };
  const callsOf = async (system: string): Promise<number> =>
    ((await hub.control('GET', `${system}/calls`)) as { total: number }).total;

  it(
    'that is paused is given no work, while the others go on; resumed, it goes on where it was',
    async () => {
      await pauseConnection(hub.database, 'wms', 'Stock-taking');
      // Work is handed out by a picture of the connections that is half a second old at most.
      const first = await hub.place(demoOrder());
      await waitFor(async () => (await jobs(first, 'request-fulfilment')).length === 1, { timeoutMs: 20_000 });
      const second = await hub.place(demoOrder());
      await waitFor(async () => (await jobs(second, 'request-fulfilment')).length === 1, { timeoutMs: 20_000 });
      const before = await callsOf('wms');
      const third = await hub.place(demoOrder());
      await waitFor(async () => (await jobs(third, 'create-sales-order'))[0]?.state === 'done', { timeoutMs: 20_000 });
      expect(await jobs(second, 'request-fulfilment')).toEqual([{ state: 'ready', attempts: 0 }]);
      expect(await callsOf('wms')).toBe(before);
      await resumeConnection(hub.database, 'wms');
      for (const id of [first, second, third]) await hub.reaches(id, 'shipped', 40_000);
    },
    TIMEOUT_MS,
  );

  it(
    'whose credentials are refused is left alone, loses nothing and goes on by itself once it is let in',
    async () => {
      await hub.fault('wms', { kind: 'auth', times: 100_000 });
      const orders = [demoOrder(), demoOrder(), demoOrder()];
      const ids = await Promise.all(orders.map(async (order) => hub.place(order)));
      const { problem } = await waitFor(
        async () => {
          const found = await connection('wms');
          return found.locked ? found : null;
        },
        { what: 'the connection to be locked out', timeoutMs: 20_000 },
      );
      expect(problem).toEqual(expect.any(String));
      expect(problem).not.toContain('magazyn-demo-key');
      for (const id of ids) {
        // One that was handed over before the system locked us out is tried once more, so both are read at once.
        const waiting = await waitFor(
          async () => {
            const found = await jobs(id, 'request-fulfilment');
            return found[0]?.state === 'ready' ? found : null;
          },
          { what: 'the job to wait', timeoutMs: 20_000 },
        );
        expect(waiting).toEqual([{ state: 'ready', attempts: 0 }]);
        expect((await hub.order(id)).attention).toBe(false);
      }
      await hub.control('DELETE', 'wms/faults');
      for (const [index, id] of ids.entries()) {
        await hub.reaches(id, 'shipped', 60_000);
        expect(await hub.records('wms', 'fulfilment', orders[index]!.externalId)).toHaveLength(1);
      }
      expect(await connection('wms')).toEqual({ locked: false, problem: null });
    },
    TIMEOUT_MS,
  );
});
