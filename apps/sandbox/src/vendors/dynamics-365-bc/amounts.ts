/** Grosze of a decimal amount, half away from zero. Products of decimals are mended before they are rounded. */
export const toGrosze = (amount: number): number =>
  Math.sign(amount) * Math.round(Number((Math.abs(amount) * 100).toFixed(4)));

export const fromGrosze = (grosze: number): number => Number((grosze / 100).toFixed(2));

export interface AmountLine {
  /** Quantity times unit price, less discount; with or without tax as the document's prices are. */
  readonly amount: number;
  readonly taxPercent: number;
}

export interface Totals {
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
}

/** Business Central adds up lines of one VAT rate and takes the tax of the sum. */
export function totalsOf(lines: readonly AmountLine[], pricesIncludeTax: boolean): Totals {
  const byRate = new Map<number, number>();
  for (const { amount, taxPercent } of lines) {
    byRate.set(taxPercent, (byRate.get(taxPercent) ?? 0) + toGrosze(amount));
  }
  let net = 0;
  let tax = 0;
  for (const [rate, sum] of byRate) {
    const part = pricesIncludeTax ? roundHalfUp((sum * rate) / (100 + rate)) : roundHalfUp((sum * rate) / 100);
    tax += part;
    net += pricesIncludeTax ? sum - part : sum;
  }
  return { net: fromGrosze(net), tax: fromGrosze(tax), gross: fromGrosze(net + tax) };
}

const roundHalfUp = (grosze: number): number => Math.sign(grosze) * Math.round(Math.abs(grosze));
