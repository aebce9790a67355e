import sql, { empty, join, type Sql, raw } from 'sql-template-tag';
import type { Actor } from '../../shared/permissions.ts';
import { ancestorsOf, boundsOf, NATION, provinceCodes, provinceOf } from '../../shared/rules/orgCode.ts';

/** How one table belongs to tenants. `flowsDown`: rows of superiors that the level below reads too. */
type Tenancy = {
  org: string;
  province: boolean;
  union?: string;
  /** Closed to reporters, whose scope is one union. */
  federationsOnly?: true;
  /** Open to the operator, who has no business scope. */
  platform?: true;
  flowsDown?: string;
  /** Belongs to one person instead of an organisation: the column with the account's id. */
  person?: string;
};

/** The steps of a campaign or a checklist that the levels below see in its history. */
const publicSteps = "action in ('issue', 'close', 'publish', 'retire') and subject_type in ('campaigns', 'checklists')";

/** Every tenant table; a table that is not here can't be read through `scoped`. */
export const tenancy: Record<string, Tenancy> = {
  organisations: { org: 'code', province: false, platform: true, flowsDown: 'true' },
  users: { org: 'org_code', province: false, platform: true, federationsOnly: true },
  tokens: { org: 'user_id', province: false, person: 'user_id' },
  checklists: { org: 'owner_org_code', province: false, flowsDown: "status <> 'draft'" },
  unions: { org: 'org_code', province: true, union: 'id' },
  campaigns: { org: 'org_code', province: true, federationsOnly: true, flowsDown: "status <> 'draft'" },
  inspections: { org: 'org_code', province: true, union: 'union_id' },
  rectifications: { org: 'org_code', province: true, union: 'union_id' },
  attachments: { org: 'org_code', province: true, union: 'union_id' },
  events: { org: 'org_code', province: true, union: 'union_id', flowsDown: publicSteps },
  progress_pending: { org: 'org_code', province: true, federationsOnly: true },
  progress_entries: { org: 'org_code', province: true, federationsOnly: true },
  progress_counts: { org: 'org_code', province: true, federationsOnly: true },
  progress_days: { org: 'org_code', province: true, federationsOnly: true },
};

type Options = { alias?: string; write?: boolean };

/** The condition that keeps a query on `table` within the actor's scope: the first of the two walls. */
export function scopeOf(actor: Actor, table: string, { alias, write = false }: Options = {}): Sql {
  const rule = tenancy[table];
  if (!rule) throw new Error(`${table} is not a tenant table`);
  const prefix = alias ? `${alias}.` : '';
  const column = (name: string) => raw(prefix + name);
  if (rule.person) return sql`${column(rule.person)} = ${actor.id}`;
  if (actor.role === 'operator') {
    if (rule.platform) return sql`true`;
    return table === 'events' ? sql`${column('subject_type')} in ('organisations', 'users')` : sql`false`;
  }
  const reporter = actor.role === 'reporter';
  const conditions: Sql[] = [];
  if (reporter && rule.federationsOnly) conditions.push(sql`false`);
  const { from, to } = boundsOf(actor.orgCode);
  if (rule.province && actor.orgCode !== NATION) {
    conditions.push(sql`${column('province_code')} = ${provinceOf(actor.orgCode)}`);
  }
  conditions.push(sql`${column(rule.org)} >= ${from} and ${column(rule.org)} < ${to}`);
  if (reporter && rule.union) conditions.push(sql`${column(rule.union)} = ${actor.unionId}`);
  const own = sql`(${join(conditions, ' and ')})`;
  if (write || !rule.flowsDown) return own;
  const condition = rule.flowsDown.replace(/\b(status|action|subject_type)\b(?=\s)/g, `${prefix}$1`);
  const above = sql`(${column(rule.org)} = any(${[...(reporter ? [actor.orgCode] : []), ...ancestorsOf(actor.orgCode)]}) and ${raw(condition)})`;
  const nation = actor.orgCode === NATION ? sql` or ${column(rule.org)} = ${NATION}` : empty;
  return sql`(${own} or ${above}${nation})`;
}

/** Narrows a look-up by id to the provinces it may lie in, so that the primary key serves it. */
export function provincesOf(actor: Actor): string[] {
  return actor.orgCode === NATION ? provinceCodes : [provinceOf(actor.orgCode)];
}

/** The settings that row security reads, as literals of a `SET LOCAL`; every value is checked, none is a parameter. */
export function scopeSettings(actor: Actor): string {
  const nobody = actor.role === 'operator';
  const { from, to } = boundsOf(actor.orgCode);
  const settings: Record<string, string> = {
    scope_from: nobody ? '' : from,
    scope_to: nobody ? '' : to,
    union_id: actor.role === 'reporter' ? (actor.unionId ?? '') : '',
    actor_id: actor.id,
    platform: nobody ? 'on' : '',
  };
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!/^[0-9A-Za-z:;[-]*$/.test(value)) throw new Error(`unsafe scope setting ${name}`);
      return `SET LOCAL app.${name} = '${value}'`;
    })
    .join('; ');
}
