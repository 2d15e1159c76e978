import { TIMELINE_CODES, type TimelineCode } from './timeline';

export const TIMELINE_LANGUAGES = ['en', 'pl'] as const;
export type TimelineLanguage = (typeof TIMELINE_LANGUAGES)[number];

type Texts = Readonly<Record<TimelineCode, string>>;

// `{name}` is a fact of the entry. A part in [brackets] is left out when one of its facts is missing.
const ENGLISH: Texts = {
  'order.accepted': 'The order was accepted[ from {channel}].',
  'payment.not-needed': 'No payment has to be checked: the shop vouches for it or the courier collects it.',
  'payment.pending': 'We are waiting for the payment.',
  'payment.confirmed': 'The payment was confirmed[ (transaction {number})].',
  'payment.failed': 'The payment did not go through.',
  'payment.refunded': 'The payment was returned to the buyer[ (refund {number})].',
  'sales-order.created': 'The order was entered in the accounting system[ as {number}].',
  'sales-order.cancelled': 'The order was cancelled in the accounting system.',
  'fulfilment.requested': 'The warehouse received the order to pack[ as {number}].',
  'fulfilment.picking': 'The warehouse is collecting the products.',
  'fulfilment.packed': 'The warehouse packed the products.',
  'fulfilment.refused': 'The warehouse refused to pack the order[: {reason}].',
  'fulfilment.cancelled': 'The warehouse stopped packing: the order is cancelled there.',
  'shipment.created': 'A parcel was ordered from the courier[ (number {number})].',
  'shipment.confirmed': 'The courier confirmed the parcel[; its number is {waybill}].',
  'shipment.shipped': 'The courier has the parcel[ {waybill}].',
  'shipment.delivered': 'The parcel[ {waybill}] was delivered.',
  'shipment.returned': 'The parcel[ {waybill}] came back to the sender.',
  'shipment.exception': 'The courier has trouble with the parcel[ {waybill}][: {reason}].',
  'shipment.cancelled': 'The parcel was cancelled at the courier.',
  'label.stored': 'The parcel label is ready to print.',
  'tracking.reported': 'The marketplace received the parcel number[ {waybill}].',
  'status.reported': 'The marketplace was told about the order[: {status}].',
  'invoice.issued': 'The invoice[ {number}] was issued.',
  'payment.registered': 'The payment was entered in the accounting system[ as {number}].',
  'attention.raised': 'Our staff must look at the order[: {reason}]',
  'attention.cleared': 'The problem is solved, the order goes on.',
  'cancel.requested': 'Cancellation was requested[: {reason}].',
  'cancel.refused': 'The order could not be cancelled[: {reason}].',
  'cancel.not-undone': 'One part could not be undone by itself[ ({what})][: {reason}].',
  'order.cancelled': 'The order was cancelled.',
  'step.skipped': 'Our staff skipped one step[ ({step})][: {reason}].',
  'step.bound': 'Our staff linked an existing document[ {number}] to the order.',
  'step.retried': 'Our staff started one step again[ ({step})].',
  'order.corrected': 'Our staff corrected the order[: {reason}].',
  'order.held': 'Our staff put the order on hold[: {reason}].',
  'order.released': 'Our staff released the order, it goes on.',
};

const POLISH: Texts = {
  'order.accepted': 'Zamówienie zostało przyjęte[ ({channel})].',
  'payment.not-needed': 'Płatności nie trzeba sprawdzać: potwierdził ją sklep albo pobierze ją kurier.',
  'payment.pending': 'Czekamy na płatność.',
  'payment.confirmed': 'Płatność została potwierdzona[ (transakcja {number})].',
  'payment.failed': 'Płatność się nie powiodła.',
  'payment.refunded': 'Pieniądze zostały zwrócone kupującemu[ (zwrot {number})].',
  'sales-order.created': 'Zamówienie zostało wpisane do systemu księgowego[ pod numerem {number}].',
  'sales-order.cancelled': 'Zamówienie zostało anulowane w systemie księgowym.',
  'fulfilment.requested': 'Magazyn otrzymał zamówienie do spakowania[ pod numerem {number}].',
  'fulfilment.picking': 'Magazyn kompletuje produkty.',
  'fulfilment.packed': 'Magazyn spakował produkty.',
  'fulfilment.refused': 'Magazyn odmówił realizacji zamówienia[: {reason}].',
  'fulfilment.cancelled': 'Magazyn przerwał pakowanie: zamówienie zostało tam anulowane.',
  'shipment.created': 'Paczka została zlecona kurierowi[ (numer {number})].',
  'shipment.confirmed': 'Kurier potwierdził paczkę[; jej numer to {waybill}].',
  'shipment.shipped': 'Kurier ma już paczkę[ {waybill}].',
  'shipment.delivered': 'Paczka[ {waybill}] została doręczona.',
  'shipment.returned': 'Paczka[ {waybill}] wróciła do nadawcy.',
  'shipment.exception': 'Kurier ma kłopot z paczką[ {waybill}][: {reason}].',
  'shipment.cancelled': 'Paczka została anulowana u kuriera.',
  'label.stored': 'Etykieta paczki jest gotowa do druku.',
  'tracking.reported': 'Numer paczki[ {waybill}] został przekazany do serwisu sprzedażowego.',
  'status.reported': 'Serwis sprzedażowy otrzymał informację o zamówieniu[: {status}].',
  'invoice.issued': 'Faktura[ {number}] została wystawiona.',
  'payment.registered': 'Płatność została wpisana do systemu księgowego[ pod numerem {number}].',
  'attention.raised': 'Zamówieniem musi zająć się pracownik[: {reason}]',
  'attention.cleared': 'Problem został rozwiązany, zamówienie jest realizowane dalej.',
  'cancel.requested': 'Poproszono o anulowanie zamówienia[: {reason}].',
  'cancel.refused': 'Zamówienia nie udało się anulować[: {reason}].',
  'cancel.not-undone': 'Jednej rzeczy nie udało się cofnąć automatycznie[ ({what})][: {reason}].',
  'order.cancelled': 'Zamówienie zostało anulowane.',
  'step.skipped': 'Pracownik pominął jeden krok[ ({step})][: {reason}].',
  'step.bound': 'Pracownik powiązał z zamówieniem istniejący dokument[ {number}].',
  'step.retried': 'Pracownik ponowił jeden krok[ ({step})].',
  'order.corrected': 'Pracownik poprawił zamówienie[: {reason}].',
  'order.held': 'Pracownik wstrzymał zamówienie[: {reason}].',
  'order.released': 'Pracownik wznowił zamówienie, jest realizowane dalej.',
};

const TEXTS: Readonly<Record<TimelineLanguage, Texts>> = { en: ENGLISH, pl: POLISH };

/** One sentence about something that happened. A code that is not known is said as it is. */
export function timelineText(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  language: TimelineLanguage,
): string {
  const known = TIMELINE_CODES.find((candidate) => candidate === code);
  if (known === undefined) return code;
  const text = TEXTS[language][known].replaceAll(/\[([^\]]*)\]/g, (_match, part: string) => filled(part, facts) ?? '');
  return /[.!?]$/.test(text) ? text.replace(/([.!?])\.$/, '$1') : `${text}.`;
}

/** Null when a fact that the text needs is missing or empty. */
function filled(text: string, facts: Readonly<Record<string, unknown>>): string | null {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const values = new Map(names.map((name) => [name, Object.hasOwn(facts, name) ? facts[name] : null]));
  if (![...values.values()].every(isSaid)) return null;
  return text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => String(values.get(name)));
}

function isSaid(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

/** The language of an `Accept-Language` header (RFC 9110, 12.5.4) that we speak; English when there is none. */
export function languageOf(header: string | undefined): TimelineLanguage {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((first, second) => second.quality - first.quality);
  const spoken = wishes.flatMap(({ language }) => TIMELINE_LANGUAGES.filter((known) => known === language));
  return spoken[0] ?? 'en';
}
