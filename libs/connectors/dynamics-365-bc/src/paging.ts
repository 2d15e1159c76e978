/** Asks for pages of this size; the server follows with `@odata.nextLink` (fact sheet, section 4). */
export const pageOfSize = (size: number): Record<string, string> => ({ prefer: `odata.maxpagesize=${size}` });
