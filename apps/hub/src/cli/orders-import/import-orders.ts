import { CommandFailed } from '../outcome';
import { finding, type Finding } from './finding';
import { buildOrder } from './build-order';
import { readRows, type CsvFormat } from './csv-rows';
import { countRows, groupOrders, type OrderRows } from './group-orders';
import type { ImportProfile } from './import-profile';
import type { ImportReport } from './import-report';
import { RowReader, type ImportRow } from './import-row';
import { inParallel } from './in-parallel';
import type { PostOutcome } from './post-orders';
import { checkOrder, type Order } from '@crossdock/canonical';

export interface ImportCounts {
  /** Rows of the file without its header. */
  rows: number;
  /** Orders found in the file. */
  orders: number;
  accepted: number;
  alreadyThere: number;
  /** Not handed in, because of what the rows are; the report says why. */
  notOrders: number;
  /** Not handed in, or not taken by the hub, for a reason that nobody foresaw. */
  refused: number;
  /** Without an answer; run the import again. */
  failed: number;
}

export interface ImportTask {
  readonly file: string;
  readonly profile: ImportProfile;
  readonly format: CsvFormat & { readonly header: readonly string[] };
  readonly report: ImportReport;
  readonly concurrency: number;
  readonly post: (order: Order) => Promise<PostOutcome>;
  readonly onProgress: (counts: Readonly<ImportCounts>) => void;
}

/** Reads the file twice: once to learn which rows belong together, once to hand the orders in. */
export async function importOrders(task: ImportTask): Promise<ImportCounts> {
  const reader = new RowReader(task.format.header, task.profile);
  const counts: ImportCounts = {
    rows: 0,
    orders: 0,
    accepted: 0,
    alreadyThere: 0,
    notOrders: 0,
    refused: 0,
    failed: 0,
  };
  const rowCounts = await countRows(rowsOf(task, reader, () => (counts.rows += 1)));
  counts.orders = rowCounts.size;
  let failedInARow = 0;
  await inParallel(groupOrders(rowsOf(task, reader), rowCounts), task.concurrency, async (group) => {
    const failure = await importOne(group, task, counts);
    task.onProgress(counts);
    failedInARow = failure === null ? 0 : failedInARow + 1;
    if (failedInARow > task.concurrency) throw new CommandFailed(`The hub does not answer any more: ${failure ?? ''}`);
  });
  return counts;
}

async function* rowsOf(task: ImportTask, reader: RowReader, onRow?: () => void): AsyncGenerator<ImportRow, void, void> {
  let isHeader = true;
  for await (const record of readRows(task.file, task.format)) {
    if (!isHeader) {
      onRow?.();
      yield reader.read(record);
    }
    isHeader = false;
  }
}

/** The failure when the hub gave no answer that counts; null otherwise. */
async function importOne(group: OrderRows, task: ImportTask, counts: ImportCounts): Promise<string | null> {
  const built = buildOrder(group, task.profile);
  if (built.order === null) {
    task.report.add(built.findings);
    counts[built.isUnexpected ? 'refused' : 'notOrders'] += 1;
    return null;
  }
  const outcome = await checkAndPost(built.order, task);
  if (outcome.is === 'accepted' || outcome.is === 'already-there') {
    task.report.add(built.findings);
    counts[outcome.is === 'accepted' ? 'accepted' : 'alreadyThere'] += 1;
    return null;
  }
  task.report.add(refusedByHub(group, outcome));
  counts[outcome.is === 'failed' ? 'failed' : 'refused'] += 1;
  return outcome.is === 'failed' ? outcome.detail : null;
}

/** What is wrong by the hub's own rules need not be asked; so a dry run finds it too. */
async function checkAndPost(order: Order, task: ImportTask): Promise<PostOutcome> {
  const problems = checkOrder(order);
  if (problems.length === 0) return task.post(order);
  return { is: 'refused', detail: problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; ') };
}

const REFUSALS = { conflict: 'other-order-there', refused: 'invalid-order', failed: 'no-answer' } as const;

function refusedByHub(
  group: OrderRows,
  outcome: { readonly is: keyof typeof REFUSALS; readonly detail: string },
): readonly Finding[] {
  return group.rows.map((row) => finding(row, 'refused-order', REFUSALS[outcome.is], outcome.detail));
}
