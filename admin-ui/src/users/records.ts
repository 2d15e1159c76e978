export const ROLES = ['admin', 'operator', 'analyst', 'approver', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly locale: 'pl' | 'en';
  readonly disabledAt: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
}

/** The password is in this one answer. */
export type UserWithPassword = User & { readonly password: string };
