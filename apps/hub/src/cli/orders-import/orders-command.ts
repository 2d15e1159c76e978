import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { hubAccess, type HubAccess } from '../hub-access';
import { CommandFailed, EXIT, WrongUse, type ExitCode } from '../outcome';
import type { Terminal } from '../terminal';
import { detectFormat } from './csv-rows';
import { importOrders, type ImportCounts } from './import-orders';
import { FIELDS, importProfile, type Field, type ImportProfile } from './import-profile';
import { ImportReport } from './import-report';
import { summaryText } from './import-summary';
import { OrderPoster } from './post-orders';
import { emptyProfile, loadProfile, profileForHeader, saveProfile } from './profiles';
import { progressLine } from './progress-line';

interface ImportOptions {
  readonly url?: string;
  readonly key?: string;
  readonly profile?: string;
  readonly column?: Readonly<Partial<Record<Field, string>>>;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly timeZone?: string;
  readonly timeFormat?: string;
  readonly decimalSeparator?: string;
  readonly currency?: string;
  readonly taxRate?: string;
  readonly country?: string;
  readonly saveProfile?: string;
  readonly report?: string;
  readonly concurrency: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `crossdock orders import FILE` */
export function ordersCommand(terminal: Terminal): Command {
  const orders = new Command('orders').description('Orders of the hub.');
  orders
    .command('import')
    .description('Place the orders of a CSV file, one row per order line. Running it again adds nothing.')
    .argument('<file>', 'CSV file with a header line')
    .option('--profile <name|file>', 'how to read the file (default: the one made for its header)')
    .option('--column <field=name>', `column of a field, can be repeated: ${FIELDS.join(', ')}`, readColumn)
    .option('--encoding <name>', 'encoding, for example windows-1250 (default: utf-8, or by byte order mark)')
    .option('--delimiter <character>', 'what stands between values (default: found out)')
    .option('--decimal-separator <character>', 'point or comma (default: point)')
    .option('--time-zone <name>', 'of times without a zone, for example Europe/Warsaw (default: UTC)')
    .option('--time-format <text>', 'for example "DD.MM.YYYY HH:mm" (default: ISO 8601)')
    .option('--currency <code>', 'of prices without a currency')
    .option('--tax-rate <percent>', 'inside the prices, where the file does not say')
    .option('--country <code>', 'of orders without a country')
    .option('--save-profile <file>', 'keep these settings as a profile')
    .option('--report <file>', 'where to list every row refused or treated (default: FILE.report.csv here)')
    .option('--concurrency <number>', 'orders handed in at the same time', readConcurrency, 8)
    .option('--dry-run', 'read and report, hand nothing in', false)
    .option('--url <address>', 'of the hub (default: CROSSDOCK_URL, or the hub of npm start)')
    .option('--key <api key>', 'of the channel (default: CROSSDOCK_API_KEY, or the demonstration key)')
    .option('--json', 'answer in JSON, the report included', false)
    .action(async (file: string, options: ImportOptions) => {
      terminal.exitCode = await runImport(file, options, terminal);
    });
  return orders;
}

async function runImport(file: string, options: ImportOptions, terminal: Terminal): Promise<ExitCode> {
  const { profile, format } = await chooseProfile(file, options);
  if (options.saveProfile !== undefined) saveProfile(options.saveProfile, profile);
  const post = options.dryRun ? null : await hubPost(hubAccess(options, terminal.env));
  const reportFile = options.report ?? `${path.basename(file)}.report.csv`;
  const report = new ImportReport(reportFile, options.json);
  const progress = progressLine(terminal);
  let counts: ImportCounts;
  try {
    const { concurrency } = options;
    const nowhere = async () => ({ is: 'accepted', id: '' }) as const;
    const onProgress = (now: Readonly<ImportCounts>): void => {
      progress.show(now);
    };
    counts = await importOrders({ file, profile, format, report, concurrency, post: post ?? nowhere, onProgress });
  } finally {
    progress.end();
    await report.close();
  }
  const result = {
    file,
    profile: profile.name,
    dryRun: options.dryRun,
    ...counts,
    kinds: report.kinds,
    report: reportFile,
  };
  terminal.out(options.json ? JSON.stringify({ ...result, findings: report.findings }) : summaryText(result));
  return counts.refused + counts.failed === 0 ? EXIT.done : EXIT.failed;
}

async function chooseProfile(
  file: string,
  options: ImportOptions,
): Promise<{ readonly profile: ImportProfile; readonly format: Awaited<ReturnType<typeof detectFormat>> }> {
  const asked = options.profile === undefined ? null : loadProfile(options.profile);
  const encoding = options.encoding ?? asked?.encoding ?? 'utf-8';
  const format = await detectFormat(file, { encoding, delimiter: delimiter(options) ?? asked?.delimiter ?? null });
  const profile = withOptions(asked ?? profileForHeader(format.header) ?? emptyProfile, options);
  return { profile, format };
}

/** The profile with what the command line says instead. @throws {WrongUse} when that is no value it can have */
function withOptions(profile: ImportProfile, options: ImportOptions): ImportProfile {
  const { encoding, timeZone, timeFormat, decimalSeparator, currency, taxRate, country } = options;
  const changed = importProfile.safeParse({
    ...profile,
    ...given({ encoding, timeZone, timeFormat, decimalSeparator, delimiter: delimiter(options) }),
    columns: { ...profile.columns, ...options.column },
    defaults: { ...profile.defaults, ...given({ currency, taxRate, country }) },
  });
  if (changed.success) return changed.data;
  const [issue] = changed.error.issues;
  throw new WrongUse(`${issue?.path.join('.') ?? 'The profile'}: ${issue?.message ?? 'is not valid'}.`);
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function delimiter(options: ImportOptions): string | undefined {
  return options.delimiter === '\\t' || options.delimiter === 'tab' ? '\t' : options.delimiter;
}

async function hubPost(hub: HubAccess): Promise<OrderPoster['post']> {
  try {
    await fetch(`${hub.url}/health/live`, { signal: AbortSignal.timeout(10_000) });
  } catch (cause) {
    throw new CommandFailed(`Nothing answers at ${hub.url}: is the hub running?`, { cause });
  }
  const poster = new OrderPoster(hub);
  return async (order) => poster.post(order);
}

function readColumn(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, field, column] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (field === undefined || column === undefined || !FIELDS.some((known) => known === field)) {
    throw new InvalidArgumentError(`Write field=name, where the field is one of ${FIELDS.join(', ')}.`);
  }
  return { ...before, [field]: column };
}

function readConcurrency(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 64)
    throw new InvalidArgumentError('A whole number from 1 to 64.');
  return number;
}
