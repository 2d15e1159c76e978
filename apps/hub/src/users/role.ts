/** What a person may do in the panel; `access/rights.ts` of the admin API says what each means. */
export const ROLES = ['admin', 'operator', 'analyst', 'viewer', 'approver'] as const;
export type Role = (typeof ROLES)[number];

/** Languages of the panel. */
export const LOCALES = ['pl', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
