import { Body, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { LookupTableFacts } from '@crossdock/connector-kit';
import { Database, type Sql } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ConnectionGateway } from '../../connections/connection-gateway';
import { readConnection } from '../../connections/connection-row';
import { ConnectorCatalogue } from '../../connections/connector-catalogue';
import { AdminController, Needs } from '../access/admin-controller';
import { badInput, checked, nothingThere, typedText } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction, userActor } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import { LONGEST_TEXT, lookupCsv, readLookupCsv, type CsvProblem } from './lookup-csv';
import {
  lookupRows,
  lookupTables,
  removeLookupRows,
  storeLookupRows,
  type LookupRow,
  type LookupTableRow,
} from './lookup-rows';

const row = z.strictObject({ key: typedText(LONGEST_TEXT), value: typedText(LONGEST_TEXT) });
const someKey = z.strictObject({ key: typedText(LONGEST_TEXT) });
const importRequest = z.strictObject({
  csv: z.string().min(1, 'is empty').max(1_500_000, 'is larger than 1.5 MB'),
  /** Own rows that are not in the file leave. */
  replace: z.boolean().default(false),
});
const TABLE = /^[\w.-]{1,60}$/;

interface ImportReport {
  readonly stored: number;
  readonly removed: number;
  readonly same: number;
  readonly problems: readonly CsvProblem[];
}

/** Crosswalks of codes that a connection uses. Changes count from the next attempt on. */
@AdminController('connections/:id/lookup-tables')
export class LookupTablesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConnectorCatalogue) private readonly catalogue: ConnectorCatalogue,
    @Inject(ConnectionGateway) private readonly gateway: ConnectionGateway,
  ) {}

  @Get()
  @Needs('connections:read')
  async list(@Param('id') id: string): Promise<readonly LookupTableRow[]> {
    return lookupTables(this.database, id, await this.tablesOf(id));
  }

  @Get(':table')
  @Needs('connections:read')
  async rows(@Param('id') id: string, @Param('table') table: string): Promise<readonly LookupRow[]> {
    return lookupRows(this.database, id, table, await this.factsOf(id, table));
  }

  /** Own rows and shipped ones, as a file. */
  @Get(':table/export')
  @Needs('connections:read')
  async export(@Param('id') id: string, @Param('table') table: string, @Res() reply: FastifyReply): Promise<void> {
    const rows = await this.rows(id, table);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${id}-${table}.csv"`)
      .send(lookupCsv(rows));
  }

  /** Adds a row, or gives it another value. */
  @Post(':table/rows')
  @HttpCode(200)
  @Needs('lookups:edit')
  async store(
    @Param('id') id: string,
    @Param('table') table: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<readonly LookupRow[]> {
    const { key, value } = checked(row, body);
    await this.change(id, table, by, 'stored', async (sql, at) => ({
      key,
      value,
      rows: await storeLookupRows(sql, at, new Map([[key, value]])),
    }));
    return this.rows(id, table);
  }

  /** Removes a row of one's own; what is shipped for its key counts again. */
  @Post(':table/rows/remove')
  @HttpCode(200)
  @Needs('lookups:edit')
  async remove(
    @Param('id') id: string,
    @Param('table') table: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<readonly LookupRow[]> {
    const { key } = checked(someKey, body);
    await this.change(id, table, by, 'removed', async (sql, at) => ({
      key,
      rows: await removeLookupRows(sql, at, { keys: [key] }),
    }));
    return this.rows(id, table);
  }

  /** Takes over a file; good lines count also where others are wrong. */
  @Post(':table/import')
  @HttpCode(200)
  @Needs('lookups:edit')
  async import(
    @Param('id') id: string,
    @Param('table') table: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<ImportReport> {
    const { csv, replace } = checked(importRequest, body);
    const { rows, problems } = readCsv(csv);
    let report: ImportReport = { stored: 0, removed: 0, same: 0, problems };
    await this.change(id, table, by, 'imported', async (sql, at) => {
      // Nothing is removed on the word of a file that could not be read as a whole.
      const isWhole = replace && problems.length === 0;
      const removed = isWhole ? await removeLookupRows(sql, at, { allBut: [...rows.keys()] }) : 0;
      const stored = await storeLookupRows(sql, at, rows);
      report = { stored, removed, same: rows.size - stored, problems };
      return { rows: stored + removed, stored, removed };
    });
    return report;
  }

  private async change(
    id: string,
    table: string,
    by: SignedIn,
    word: string,
    work: (sql: Sql, at: { connectionId: string; table: string; by: string }) => Promise<{ readonly rows: number }>,
  ): Promise<void> {
    await this.factsOf(id, table);
    const isChanged = await this.database.transaction(async (sql) => {
      const { rows, ...facts } = await work(sql, { connectionId: id, table, by: userActor(by.user.id) });
      if (rows === 0) return false;
      // A new version: every process opens the connection anew, with the new rows.
      await sql.query('update connection set version = version + 1, updated_at = now() where id = $1', [id]);
      const done = { action: `lookup-table.${word}`, subjectType: 'connection', subjectId: id };
      await recordAction(sql, by, { ...done, facts: { table, ...facts } });
      return true;
    });
    if (isChanged) this.gateway.changed(id);
  }

  private async factsOf(id: string, table: string): Promise<LookupTableFacts | undefined> {
    const tables = await this.tablesOf(id);
    if (!TABLE.test(table)) throw nothingThere('lookup table');
    return Object.hasOwn(tables, table) ? tables[table] : undefined;
  }

  private async tablesOf(id: string): Promise<Readonly<Record<string, LookupTableFacts>>> {
    const connection = await readConnection(this.database, id);
    if (connection === null) throw nothingThere('connection');
    return this.catalogue.find(connection.system)?.manifest.lookupTables ?? {};
  }
}

function readCsv(text: string): ReturnType<typeof readLookupCsv> {
  try {
    return readLookupCsv(text);
  } catch (error) {
    const message = `is no CSV: ${error instanceof Error ? error.message : 'it cannot be read'}`;
    throw badInput([{ pointer: '/csv', code: 'field.not-csv', message }]);
  }
}
