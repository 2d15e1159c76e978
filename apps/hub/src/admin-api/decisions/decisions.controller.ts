import { Body, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { Database, type Sql } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Decisions, tryGraph } from '../../decisions/decisions';
import { checkedGraph, GraphRefused } from '../../decisions/graph/check-graph';
import type { DecisionGraph } from '../../decisions/graph/graph';
import { kindOf } from '../../decisions/kinds';
import { simulate, type Simulation } from '../../decisions/simulation';
import { readCases, runCases, type CaseResult, type StoredCase } from '../../decisions/test-cases';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { badInput, checked, nothingThere, reasonBody, typedText } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction, userActor } from '../audited/audited';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { lockDecision, makeLive, saveDraft } from './decision-changes';
import {
  decisionRow,
  decisionRows,
  versionInState,
  versionRows,
  versionView,
  type DecisionRow,
  type VersionRow,
  type VersionView,
} from './decision-rows';

const LARGEST_INPUT = 200_000;
const draftBody = z.strictObject({ graph: z.unknown(), revision: z.int().positive().nullable().default(null) });
const tryBody = z.strictObject({ graph: z.unknown().optional(), input: z.unknown() });
const caseBody = z.strictObject({ name: typedText(120), input: z.unknown(), expected: z.unknown() });
const someCase = z.strictObject({ name: typedText(120) });
const lastBody = z.strictObject({ last: z.int().min(1).max(1_000).default(100) });
const backBody = reasonBody.extend({ version: z.int().positive() });

interface DecisionView extends DecisionRow {
  readonly live: VersionView | null;
  readonly draft: VersionView | null;
  readonly versions: readonly VersionRow[];
  readonly testCases: readonly StoredCase[];
}

/** Rule sets: draft, try, test, simulate, publish, go back. What is live is never edited. */
@AdminController('decisions')
export class DecisionsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Decisions) private readonly decisions: Decisions,
  ) {}

  @Get()
  @Needs('decisions:read')
  async list(@Res({ passthrough: true }) reply: FastifyReply): Promise<readonly DecisionRow[]> {
    const rows = await decisionRows(this.database);
    sendRange(reply, 'decisions', 0, rows.length, { rows: rows.length, estimated: false });
    return rows;
  }

  @Get(':id')
  @Needs('decisions:read')
  async one(@Param('id') id: string): Promise<DecisionView> {
    const row = await this.row(id);
    const [live, draft, versions, testCases] = await Promise.all([
      versionInState(this.database, id, 'live'),
      versionInState(this.database, id, 'draft'),
      versionRows(this.database, id),
      readCases(this.database, id),
    ]);
    return { ...row, live, draft, versions, testCases };
  }

  @Get(':id/versions/:version')
  @Needs('decisions:read')
  async version(@Param('id') id: string, @Param('version') version: string): Promise<VersionView> {
    const found = /^\d{1,9}$/.test(version) ? await versionView(this.database, id, Number(version)) : null;
    if (found === null) throw nothingThere('version');
    return found;
  }

  /** Saves the rule set that is being worked on. It answers nothing until it is published. */
  @Post(':id/draft')
  @HttpCode(200)
  @Needs('decisions:edit')
  async draft(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<DecisionView> {
    const { graph, revision } = checked(draftBody, body);
    const rules = readGraph(graph);
    await this.change(id, by, 'draft-saved', async (sql) => {
      const version = await saveDraft(sql, id, { graph: rules, revision, by: userActor(by.user.id) });
      return { version };
    });
    return this.one(id);
  }

  @Post(':id/draft/discard')
  @HttpCode(200)
  @Needs('decisions:edit')
  async discard(@Param('id') id: string, @WhoIsSignedIn() by: SignedIn): Promise<DecisionView> {
    await this.change(id, by, 'draft-discarded', async (sql) => {
      const { version } = await draftOf(sql, id);
      await sql.query('delete from decision_version where decision_id = $1 and version = $2', [id, version]);
      return { version };
    });
    return this.one(id);
  }

  /** Asks a rule set, by default the draft or else the live one, without keeping anything. */
  @Post(':id/try')
  @HttpCode(200)
  @Needs('decisions:read')
  async try(@Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    const { graph, input } = checked(tryBody, body);
    const { kind } = await this.row(id);
    const rules = graph === undefined ? (await this.current(id)).graph : readGraph(graph);
    return tryGraph(kindOf(kind), rules, readInput(kind, input));
  }

  @Post(':id/cases')
  @HttpCode(200)
  @Needs('decisions:edit')
  async storeCase(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<readonly StoredCase[]> {
    const { name, input, expected } = checked(caseBody, body);
    const { kind } = await this.row(id);
    const given = readInput(kind, input);
    await this.change(id, by, 'case-saved', async (sql) => {
      await sql.query(
        `insert into decision_case (decision_id, name, input, expected, updated_by) values ($1, $2, $3, $4, $5)
         on conflict (decision_id, name) do update set input = excluded.input, expected = excluded.expected,
           updated_at = now(), updated_by = excluded.updated_by`,
        [id, name, JSON.stringify(given), JSON.stringify(expected ?? null), userActor(by.user.id)],
      );
      return { name };
    });
    return readCases(this.database, id);
  }

  @Post(':id/cases/remove')
  @HttpCode(200)
  @Needs('decisions:edit')
  async removeCase(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<readonly StoredCase[]> {
    const { name } = checked(someCase, body);
    await this.change(id, by, 'case-removed', async (sql) => {
      const gone = await sql.query('delete from decision_case where decision_id = $1 and name = $2 returning id', [
        id,
        name,
      ]);
      if (gone.length === 0) throw nothingThere('test case');
      return { name };
    });
    return readCases(this.database, id);
  }

  /** Asks the draft, or else the live version, every test case. */
  @Post(':id/test')
  @HttpCode(200)
  @Needs('decisions:read')
  async test(@Param('id') id: string): Promise<readonly CaseResult[]> {
    const { kind } = await this.row(id);
    const { graph } = await this.current(id);
    return runCases(kind, graph, await readCases(this.database, id));
  }

  /** What the draft would have answered to the newest real questions. */
  @Post(':id/simulate')
  @HttpCode(200)
  @Needs('decisions:read')
  async simulate(@Param('id') id: string, @Body() body: unknown): Promise<Simulation> {
    const { last } = checked(lastBody, body);
    const { kind } = await this.row(id);
    const { graph } = await draftOf(this.database, id);
    return simulate(this.database, { id, kind }, graph, last);
  }

  /** The draft answers from now on. Every test case must pass, and there must be one. */
  @Post(':id/publish')
  @HttpCode(200)
  @Needs('decisions:edit')
  async publish(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<DecisionView> {
    const { reason } = checked(reasonBody, body);
    const { kind } = await this.row(id);
    await this.change(id, by, 'published', async (sql) => {
      const { version, graph } = await draftOf(sql, id);
      refuseFailed(await runCases(kind, graph, await readCases(sql, id)));
      await makeLive(sql, id, { version, by: userActor(by.user.id), reason });
      return { version, reason };
    });
    return this.one(id);
  }

  /** An earlier version answers again. Its test cases were passed when it was published. */
  @Post(':id/roll-back')
  @HttpCode(200)
  @Needs('decisions:edit')
  async rollBack(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<DecisionView> {
    const { version, reason } = checked(backBody, body);
    await this.change(id, by, 'rolled-back', async (sql) => {
      const target = await versionView(sql, id, version);
      if (target?.state !== 'retired') throw nothingThere('earlier version');
      await makeLive(sql, id, { version, by: userActor(by.user.id), reason });
      return { version, reason };
    });
    return this.one(id);
  }

  private async change(
    id: string,
    by: SignedIn,
    word: string,
    work: (sql: Sql) => Promise<{ readonly reason?: string } & Readonly<Record<string, unknown>>>,
  ): Promise<void> {
    await this.row(id);
    await this.database.transaction(async (sql) => {
      await lockDecision(sql, id);
      const { reason, ...facts } = await work(sql);
      const done = { action: `decision.${word}`, subjectType: 'decision', subjectId: id, facts };
      await recordAction(sql, by, { ...done, reason: reason ?? null });
    });
    this.decisions.changed(id);
  }

  private async row(id: string): Promise<DecisionRow> {
    const row = await decisionRow(this.database, id);
    if (row === null) throw nothingThere('decision');
    return row;
  }

  private async current(id: string): Promise<VersionView> {
    const found =
      (await versionInState(this.database, id, 'draft')) ?? (await versionInState(this.database, id, 'live'));
    if (found === null) throw nothingThere('version');
    return found;
  }
}

async function draftOf(sql: Sql, id: string): Promise<VersionView> {
  const draft = await versionInState(sql, id, 'draft');
  if (draft === null) throw new Problem({ status: 409, code: 'no-draft', detail: 'There is no draft.' });
  return draft;
}

function refuseFailed(results: readonly CaseResult[]): void {
  if (results.length === 0) {
    const detail = 'There is no test case. Add at least one that says what the rules must answer.';
    throw new Problem({ status: 422, code: 'no-test-case', detail });
  }
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  const errors = failed.map(({ name, problem }) => ({
    pointer: `/cases/${name}`,
    code: 'case.failed',
    message: `${name}: ${problem ?? ''}`,
  }));
  const detail = `${failed.length} of ${results.length} test cases fail.`;
  throw new Problem({ status: 422, code: 'test-cases-failed', detail, errors });
}

function readGraph(graph: unknown): DecisionGraph {
  try {
    return checkedGraph(graph);
  } catch (error) {
    if (!(error instanceof GraphRefused)) throw error;
    throw badInput(
      error.problems.map(({ pointer, message }) => ({ pointer: `/graph${pointer}`, code: 'graph.invalid', message })),
    );
  }
}

function readInput(kind: string, input: unknown): unknown {
  if (JSON.stringify(input ?? null).length > LARGEST_INPUT) {
    throw badInput([
      { pointer: '/input', code: 'field.too-large', message: `has more than ${LARGEST_INPUT} characters` },
    ]);
  }
  return checked(kindOf(kind).input, input, '/input');
}
