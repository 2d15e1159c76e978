import type { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import { ROLES, type Locale, type Role } from '../../users/role';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly locale: Locale;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  /** Last request of a session that is still open, to the minute. */
  readonly lastSeenAt: Date | null;
}

const COLUMNS = `u.id, u.email, u.role, u.locale, u.disabled_at as "disabledAt", u.created_at as "createdAt",
  (select max(s.last_seen_at) from user_session s where s.user_id = u.id) as "lastSeenAt"`;
const filter = z.strictObject({
  role: z.enum(ROLES).optional(),
  disabled: z.boolean().optional(),
  q: z.string().trim().max(100).optional(),
});
const SORTS = { email: 'u.email', role: 'u.role', createdAt: 'u.created_at' } as const;
type Filter = z.output<typeof filter>;
type Sort = keyof typeof SORTS;

export const userListShape: ListShape<Filter, Sort> = {
  filter,
  sorts: ['email', 'role', 'createdAt'],
  direction: 'asc',
};

export async function listUsers(database: Database, query: ListQuery<Filter, Sort>): Promise<Page<UserRow>> {
  const { role, disabled, q } = query.filter;
  const conditions = new SqlFilter()
    .and('u.role = ?', role)
    .and('(u.disabled_at is not null) = ?', disabled)
    .and('strpos(u.email, lower(?)) > 0', q);
  const from = 'app_user u';
  const orderBy = `${SORTS[query.sort]} ${query.direction}, u.id`;
  return pageOfRows<UserRow>(database, { select: `select ${COLUMNS} from ${from}`, from, orderBy }, conditions, query);
}

export async function readUser(database: Database, id: string): Promise<UserRow | null> {
  const [row] = await database.query<UserRow>(`select ${COLUMNS} from app_user u where u.id = $1`, [id]);
  return row ?? null;
}
