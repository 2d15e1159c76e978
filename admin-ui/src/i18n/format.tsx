import { useMemo, type JSX } from 'react';
import { useLocaleState } from 'react-admin';
import type { Money } from '../hub/records';

export interface Format {
  date(iso: string): string;
  /** To the second, as timelines need it. */
  time(iso: string): string;
  /** "3 minutes ago", "in 2 hours". */
  ago(iso: string, now?: number): string;
  number(value: number): string;
  /** From 0 to 1, as per cent. */
  share(value: number): string;
  /** The same with a digit after the point. */
  finerShare(value: number): string;
  money(money: Money): string;
  duration(ms: number): string;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** Dates, numbers and amounts as they are written in a language; times are those of the browser's time zone. */
export function formatFor(locale: string): Format {
  // British order of day and month: the panel is used in Poland, and 11/26 reads as nothing there.
  const tag = locale === 'en' ? 'en-GB' : locale;
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const number = new Intl.NumberFormat(tag);
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const finer = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  return {
    date: (iso) => date.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    ago: (iso, now = Date.now()) => {
      const seconds = Math.round((Date.parse(iso) - now) / 1_000);
      const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      return relative.format(Math.trunc(seconds / size), unit);
    },
    number: (value) => number.format(value),
    share: (value) => share.format(value),
    finerShare: (value) => finer.format(value),
    money: ({ amount, currency }) => new Intl.NumberFormat(tag, { style: 'currency', currency }).format(Number(amount)),
    duration: (ms) => {
      const unit = ms < 1_000 ? 'millisecond' : 'second';
      const value = ms < 1_000 ? ms : ms / 1_000;
      return new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
    },
  };
}

export function useFormat(): Format {
  const [locale] = useLocaleState();
  return useMemo(() => formatFor(locale), [locale]);
}

/** A moment: how long ago, with the exact time on hover; or the exact time when `exact`. */
export function Moment({ at, exact = false }: { readonly at: string; readonly exact?: boolean }): JSX.Element {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.time(at)}>
      {exact ? format.date(at) : format.ago(at)}
    </time>
  );
}
