import { z } from 'zod';

/** Money, prices and quantities are JSON numbers with the currency's decimals (fact sheet, section 8); here they are text. */
export const decimal = z.number().transform(decimalText);

/** Decimal text of a JSON number, without an exponent. */
export function decimalText(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(9).replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** A collection; `@odata.nextLink` is the whole address of the next page. */
export function collection<T extends z.ZodType>(
  of: T,
): z.ZodObject<{ value: z.ZodArray<T>; '@odata.nextLink': z.ZodOptional<z.ZodString> }> {
  return z.object({ value: z.array(of), '@odata.nextLink': z.string().optional() });
}

/** `{"error":{"code":"...","message":"... CorrelationId: ..."}}` */
export const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** RFC 6749, 5.2, as Microsoft Entra ID answers it. */
export const tokenErrorBody = z.object({
  error: z.string(),
  error_description: z.string().optional(),
});
