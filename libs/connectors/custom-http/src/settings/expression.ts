import { z } from 'zod';

/** A JSONata expression. */
export const expressionText = z.string().min(1).max(50_000);

/**
 * A text with `{placeholders}` that are paths in the expression's input (`/orders/{record.id}`), or, when it begins with
 * `=`, a JSONata expression.
 */
export const templateText = z.string().max(10_000);

export type ExpressionText = z.infer<typeof expressionText>;
