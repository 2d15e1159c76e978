import type { ValueStore } from '@crossdock/connector-kit';
import type { Sql } from '@crossdock/flow-engine';

/** Small values that a connector remembers. */
export class PgValueStore implements ValueStore {
  constructor(
    private readonly sql: Sql,
    private readonly connectionId: string,
  ) {}

  async get(name: string): Promise<string | null> {
    const rows = await this.sql.query<{ value: string }>(
      `select value from connection_value where connection_id = $1 and name = $2`,
      [this.connectionId, name],
    );
    return rows[0]?.value ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    await this.sql.query(
      `insert into connection_value (connection_id, name, value) values ($1, $2, $3)
       on conflict (connection_id, name) do update set value = excluded.value`,
      [this.connectionId, name, value],
    );
  }
}
