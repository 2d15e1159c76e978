import type { Sql } from '@crossdock/flow-engine';
import { percentileS, together, type DelayCounts } from './delay-buckets';
import { SLOT_MINUTES } from './figure-follower';
import type { FigureSums } from './promises';

export const SPANS = ['24h', '7d'] as const;
export type Span = (typeof SPANS)[number];

const SHAPES: Readonly<Record<Span, { readonly hours: number; readonly stepMinutes: number }>> = {
  '24h': { hours: 24, stepMinutes: SLOT_MINUTES },
  '7d': { hours: 7 * 24, stepMinutes: 60 },
};
const MINUTE_MS = 60_000;

export interface ChartPoint {
  /** When it begins. */
  readonly at: Date;
  readonly received: number;
  /** Orders that the warehouse got. */
  readonly requested: number;
  readonly shipped: number;
  /** Seconds from the hand-in until the warehouse had it: half of the orders, and 95 of 100; null without any. */
  readonly medianS: number | null;
  readonly p95S: number | null;
}

export interface Chart {
  readonly span: Span;
  readonly stepMinutes: number;
  /** Oldest first, without gaps. The last one is not over yet. */
  readonly points: readonly ChartPoint[];
}

interface Slot {
  readonly slot: Date;
  readonly received: number;
  readonly requested: number;
  readonly shipped: number;
  readonly straightThrough: number;
  readonly attempts: number;
  readonly failures: number;
  readonly duplicates: number;
  readonly delays: DelayCounts;
}

export async function readChart(sql: Sql, span: Span, now: Date): Promise<Chart> {
  const { hours, stepMinutes } = SHAPES[span];
  const stepMs = stepMinutes * MINUTE_MS;
  const last = Math.floor(now.getTime() / stepMs) * stepMs;
  const count = (hours * 60) / stepMinutes;
  const first = last - (count - 1) * stepMs;
  const slots = new Map<number, Slot[]>();
  for (const slot of await readSlots(sql, new Date(first))) {
    const step = Math.floor(slot.slot.getTime() / stepMs) * stepMs;
    slots.set(step, [...(slots.get(step) ?? []), slot]);
  }
  const steps = Array.from({ length: count }, (_, place) => first + place * stepMs);
  return { span, stepMinutes, points: steps.map((at) => pointOf(new Date(at), slots.get(at) ?? [])) };
}

/** What the promises are measured by, of the last 24 hours. */
export async function readSums(sql: Sql, now: Date): Promise<FigureSums> {
  const slots = await readSlots(sql, new Date(now.getTime() - SHAPES['24h'].hours * 60 * MINUTE_MS));
  return {
    shipped: sum(slots, 'shipped'),
    straightThrough: sum(slots, 'straightThrough'),
    attempts: sum(slots, 'attempts'),
    failures: sum(slots, 'failures'),
    duplicates: sum(slots, 'duplicates'),
    delays: together(slots.map(({ delays }) => delays)),
  };
}

function pointOf(at: Date, slots: readonly Slot[]): ChartPoint {
  const delays = together(slots.map((slot) => slot.delays));
  return {
    at,
    received: sum(slots, 'received'),
    requested: sum(slots, 'requested'),
    shipped: sum(slots, 'shipped'),
    medianS: percentileS(delays, 0.5),
    p95S: percentileS(delays, 0.95),
  };
}

function sum(slots: readonly Slot[], name: Exclude<keyof Slot, 'slot' | 'delays'>): number {
  return slots.reduce((total, slot) => total + slot[name], 0);
}

async function readSlots(sql: Sql, from: Date): Promise<Slot[]> {
  const rows = await sql.query<Omit<Slot, 'delays'>>(
    `select slot, received, requested, shipped, straight_through as "straightThrough", attempts, failures, duplicates
     from work_figure where slot >= $1 order by slot`,
    [from],
  );
  const buckets = await sql.query<{ slot: Date; bucket: number; orders: number }>(
    `select slot, bucket, orders from delay_figure where slot >= $1`,
    [from],
  );
  const delays = new Map<number, Map<number, number>>();
  for (const { slot, bucket, orders } of buckets) {
    const ofSlot = delays.get(slot.getTime()) ?? new Map<number, number>();
    delays.set(slot.getTime(), ofSlot.set(bucket, orders));
  }
  return rows.map((row) => ({ ...row, delays: delays.get(row.slot.getTime()) ?? new Map() }));
}
