import { Readable } from 'node:stream';
import { Get, Inject, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TIMELINE_LANGUAGES } from '../../orders/timeline-texts';
import { SETTINGS, type Settings } from '../../platform/settings/settings';
import { AdminController, Needs } from '../access/admin-controller';
import { checked } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { jsonOf } from '../list/list-query';
import { searchTooWide } from '../list/page-of-rows';
import { orderFilter } from '../orders/order-filter';
import type { SignedIn } from '../session/session-store';
import { csvStream } from './csv-stream';
import { exportCells, exportHeader, followPieces, readPiece } from './order-export-rows';
import { xlsxStream } from './xlsx-stream';

const exportQuery = z.object({
  format: z.enum(['csv', 'xlsx']),
  filter: z.string().max(2_000).optional(),
  lang: z.enum(TIMELINE_LANGUAGES).optional(),
});

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
const SHEET = { en: 'Orders', pl: 'Zamówienia' } as const;

/** Orders as a file. Who took which kind of orders away is in the audit. */
@AdminController('order-exports')
export class OrderExportController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The orders of the filter, newest first, 100,000 at most, written while they are read. */
  @Get()
  @Needs('orders:export')
  async export(@Query() query: unknown, @WhoIsSignedIn() by: SignedIn, @Res() reply: FastifyReply): Promise<void> {
    const { format, filter: text, lang = by.user.locale } = checked(exportQuery, query);
    const filter = checked(orderFilter, jsonOf('filter', text), '/filter');
    const first = await readPiece(this.database, filter, null);
    if (first === null) throw searchTooWide();
    const { q, ...facts } = filter;
    await this.database.transaction(async (sql) => {
      const done = { action: 'orders.exported', subjectType: 'orders', subjectId: format };
      // What was searched may be a person's address.
      await recordAction(sql, by, { ...done, facts: { ...facts, searched: q !== undefined } });
    });
    const cells = exportCells(followPieces(this.database, filter, first), this.settings.timeZone);
    const header = exportHeader(lang);
    const bytes = format === 'csv' ? csvStream(header, cells) : xlsxStream(SHEET[lang], header, cells);
    const name = `orders-${new Date().toISOString().slice(0, 10)}.${format}`;
    await reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(bytes));
  }
}
