import { parseInstant } from '@crossdock/canonical';
import { Database } from '@crossdock/flow-engine';
import { Injectable } from '@nestjs/common';
import { DecisionFailed, Decisions, type Answer } from '../../decisions/decisions';
import { PRICE } from '../../decisions/kinds';
import {
  priceLines,
  PriceMissing,
  RulesDoNotFit,
  totalsOf,
  type LineToPrice,
  type PricedLine,
} from '../../decisions/price/price-arithmetic';
import type { PriceInput, PriceOutput } from '../../decisions/price/price-kind';
import { uuidv7 } from '../../orders/uuidv7';
import { Problem } from '../../platform/problem/problem';
import type { Caller } from '../api-keys/api-keys';
import { customerHistory, type CustomerHistory } from './customer-history';
import type { QuoteAnswer } from './quote-answers';
import { problemsOfQuote } from './quote-rules';
import { rulesBroken } from './rules-broken';
import type { QuoteDto, QuoteLineDto } from './quote.dto';

/** What a basket costs, by the rules that are live. */
@Injectable()
export class Quotes {
  constructor(
    private readonly database: Database,
    private readonly decisions: Decisions,
  ) {}

  /** @throws {Problem} 422 for wrong values and for a line without a price, 503 for rules that break */
  async price({ channel }: Caller, quote: QuoteDto): Promise<QuoteAnswer> {
    refuse(problemsOfQuote(quote));
    const { currency, customer } = quote;
    const at = (parseTime(quote.at) ?? new Date()).toISOString();
    const email = customer?.email ?? null;
    const history = await customerHistory(this.database, { email, channel: channel.id, currency });
    const id = uuidv7();
    const input = inputOf(quote, { channel: channel.id, at, history });
    const answer = await this.ask(id, input);
    const lines = quote.lines.map(toPrice);
    const priced = priceOf(lines, answer, currency);
    const shown = priced.map((line, index) => shownLine(line, quote.lines[index]));
    const { decisionId, version, traceId } = answer;
    const totals = totalsOf(shown, currency);
    return { id, currency, at, lines: shown, totals, decision: { id: decisionId, version, traceId } };
  }

  private async ask(id: string, input: PriceInput): Promise<Answer<PriceOutput>> {
    try {
      return await this.decisions.decide(PRICE, { subject: { type: 'quote', id }, input });
    } catch (error) {
      if (error instanceof DecisionFailed) throw rulesBroken(error.traceId);
      throw error;
    }
  }
}

function priceOf(lines: readonly LineToPrice[], answer: Answer<PriceOutput>, currency: string): PricedLine[] {
  try {
    return priceLines(lines, answer.output, currency);
  } catch (error) {
    if (error instanceof RulesDoNotFit) throw rulesBroken(answer.traceId);
    if (!(error instanceof PriceMissing)) throw error;
    const pointer = `/lines/${error.lineIndex}/listPrice`;
    const message = 'This has no price: send "listPrice", or put the SKU into the price list.';
    throw new Problem({
      status: 422,
      code: 'price-unknown',
      detail: message,
      errors: [{ pointer, code: 'price.unknown', message }],
    });
  }
}

function refuse(errors: ReturnType<typeof problemsOfQuote>): void {
  if (errors.length === 0) return;
  const detail = errors.length === 1 ? (errors[0]?.message ?? '') : 'Some values are wrong.';
  throw new Problem({ status: 422, code: 'quote-invalid', detail, errors });
}

function parseTime(text: string | null | undefined): Date | null {
  const time = text === null || text === undefined ? null : parseInstant(text);
  return time === null ? null : new Date(time);
}

function inputOf(
  { lines, customer, currency }: QuoteDto,
  { channel, at, history }: { channel: string; at: string; history: CustomerHistory },
): PriceInput {
  const quantities: Record<string, number> = {};
  for (const { sku, quantity } of lines) quantities[sku] = (quantities[sku] ?? 0) + Number(quantity);
  const quantity = Object.values(quantities).reduce((sum, one) => sum + one, 0);
  const shared = {
    customer: {
      group: customer?.group ?? null,
      country: customer?.country ?? null,
      postalCode: customer?.postalCode ?? null,
      ...history,
    },
    basket: { lines: lines.length, quantity },
    channel,
    currency,
    at,
  };
  return { lines: lines.map((line) => ({ ...seen(line), ...shared })), quantities };
}

function seen({
  id,
  sku,
  category,
  quantity,
  listPrice,
  attributes,
}: QuoteLineDto): Pick<
  PriceInput['lines'][number],
  'id' | 'sku' | 'category' | 'quantity' | 'listPrice' | 'attributes'
> {
  return {
    id,
    sku,
    category: category ?? null,
    quantity: Number(quantity),
    listPrice: isGiven(listPrice) ? Number(listPrice) : null,
    attributes: attributes ?? {},
  };
}

function toPrice({ id, quantity, listPrice, taxRate }: QuoteLineDto): LineToPrice {
  return { id, quantity, listPrice: listPrice ?? null, taxRate: taxRate ?? null };
}

function shownLine(line: PricedLine, asked: QuoteLineDto | undefined): QuoteAnswer['lines'][number] {
  return { ...line, sku: asked?.sku ?? '', quantity: asked?.quantity ?? '', taxRate: asked?.taxRate ?? null };
}

function isGiven(text: string | null | undefined): text is string {
  return text !== null && text !== undefined;
}
