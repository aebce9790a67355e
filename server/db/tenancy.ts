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
  /** Belongs to one person: the column with the account's id. Where that is not `org` too, only at that place. */
  person?: string;
  /** Of one person within the scope: the column with the account's id. The product at work in a tenant has them all. */
  recipient?: string;
  /** Also of the federation in `column`, once `condition` holds. */
  addressed?: { column: string; condition: string };
};

/** The steps of a campaign or a checklist that the levels below see in its history. */
const publicSteps = "action in ('issue', 'close', 'publish', 'retire') and subject_type in ('campaigns', 'checklists')";

/** Every tenant table; a table that is not here can't be read through `scoped`. */
export const tenancy: Record<string, Tenancy> = {
  organisations: { org: 'code', province: false, platform: true, flowsDown: 'true' },
  users: { org: 'org_code', province: false, platform: true, federationsOnly: true },
  tokens: { org: 'user_id', province: false, person: 'user_id' },
  views: { org: 'user_id', province: false, person: 'user_id' },
  preferences: { org: 'user_id', province: false, person: 'user_id' },
  mail_choices: { org: 'user_id', province: false, person: 'user_id' },
  email_codes: { org: 'user_id', province: false, person: 'user_id' },
  second_factors: { org: 'user_id', province: false, person: 'user_id' },
  recovery_codes: { org: 'user_id', province: false, person: 'user_id' },
  sign_in_places: { org: 'user_id', province: false, person: 'user_id' },
  digest_days: { org: 'user_id', province: false, person: 'user_id' },
  channels: { org: 'org_code', province: true, federationsOnly: true },
  deliveries: { org: 'org_code', province: true, federationsOnly: true },
  failed_jobs: { org: 'org_code', province: true, federationsOnly: true, platform: true },
  exports: { org: 'requested_by', province: false, person: 'requested_by' },
  imports: { org: 'org_code', province: true, federationsOnly: true, person: 'requested_by' },
  import_rows: { org: 'org_code', province: true, federationsOnly: true, person: 'requested_by' },
  uploads: { org: 'uploader_id', province: false, person: 'uploader_id' },
  upload_parts: { org: 'uploader_id', province: false, person: 'uploader_id' },
  checklists: { org: 'owner_org_code', province: false, federationsOnly: true, flowsDown: "status <> 'draft'" },
  unions: { org: 'org_code', province: true, union: 'id' },
  campaigns: { org: 'org_code', province: true, federationsOnly: true, flowsDown: "status <> 'draft'" },
  inspections: { org: 'org_code', province: true, union: 'union_id' },
  rectifications: { org: 'org_code', province: true, union: 'union_id' },
  reinspections: { org: 'org_code', province: true, federationsOnly: true },
  reinspection_items: { org: 'org_code', province: true, union: 'union_id' },
  reinspection_populations: { org: 'org_code', province: true, federationsOnly: true },
  have_results: { org: 'org_code', province: true, union: 'union_id' },
  bulletins: { org: 'org_code', province: true, federationsOnly: true, flowsDown: "status = 'published'" },
  bulletin_receipts: { org: 'org_code', province: true, federationsOnly: true },
  sites: { org: 'org_code', province: true, federationsOnly: true },
  site_reports: { org: 'org_code', province: true, federationsOnly: true },
  enterprises: { org: 'org_code', province: true, federationsOnly: true },
  enterprise_unions: { org: 'org_code', province: true, federationsOnly: true },
  visits: { org: 'org_code', province: true, federationsOnly: true },
  letters: { org: 'org_code', province: true, federationsOnly: true },
  settings: { org: 'org_code', province: true, federationsOnly: true, flowsDown: 'true' },
  search_names: {
    org: 'org_code',
    province: true,
    union: 'subject_id',
    flowsDown: "published and subject_type = 'campaigns'",
  },
  notifications: { org: 'org_code', province: true, union: 'union_id', recipient: 'recipient_id' },
  notification_outbox: { org: 'org_code', province: true, federationsOnly: true },
  reminders: { org: 'org_code', province: true, federationsOnly: true },
  ladder_days: { org: 'org_code', province: true, federationsOnly: true },
  supervisions: {
    org: 'org_code',
    province: true,
    federationsOnly: true,
    addressed: { column: 'addressee_code', condition: 'number is not null' },
  },
  supervision_numbers: { org: 'org_code', province: true, federationsOnly: true },
  identity_providers: { org: 'org_code', province: true, federationsOnly: true },
  identities: { org: 'org_code', province: true, federationsOnly: true },
  attachments: { org: 'org_code', province: true, union: 'union_id' },
  events: { org: 'org_code', province: true, union: 'union_id', flowsDown: publicSteps },
  progress_pending: { org: 'org_code', province: true, federationsOnly: true },
  progress_entries: { org: 'org_code', province: true, federationsOnly: true },
  progress_counts: { org: 'org_code', province: true, federationsOnly: true },
  progress_days: { org: 'org_code', province: true, federationsOnly: true },
  progress_folds: { org: 'org_code', province: true, federationsOnly: true },
};

/** Who acts where nobody is signed in; no account has this id. */
export const PRODUCT = '00000000-0000-0000-0000-000000000000';

type Options = { alias?: string; write?: boolean };

/** The condition that keeps a query on `table` within the actor's scope: the first of the two walls. */
export function scopeOf(actor: Actor, table: string, { alias, write = false }: Options = {}): Sql {
  const rule = tenancy[table];
  if (!rule) throw new Error(`${table} is not a tenant table`);
  const prefix = alias ? `${alias}.` : '';
  const column = (name: string) => raw(prefix + name);
  const mine = rule.person && sql`${column(rule.person)} = ${actor.id}`;
  if (mine && rule.person === rule.org) return mine;
  if (actor.role === 'operator') {
    if (rule.platform) return sql`true`;
    return table === 'events' ? sql`${column('subject_type')} in ('organisations', 'users')` : sql`false`;
  }
  const reporter = actor.role === 'reporter';
  const conditions: Sql[] = mine ? [mine] : [];
  if (reporter && rule.federationsOnly) conditions.push(sql`false`);
  const { from, to } = boundsOf(actor.orgCode);
  if (rule.province && actor.orgCode !== NATION) {
    conditions.push(sql`${column('province_code')} = ${provinceOf(actor.orgCode)}`);
  }
  const between = (place: Sql) => sql`${place} >= ${from} and ${place} < ${to}`;
  const { addressed, recipient } = rule;
  conditions.push(
    addressed
      ? sql`(${between(column(rule.org))} or (${raw(prefix + addressed.condition)} and ${between(column(addressed.column))}))`
      : between(column(rule.org)),
  );
  if (recipient && actor.id !== PRODUCT) conditions.push(sql`${column(recipient)} = ${actor.id}`);
  if (reporter && rule.union) conditions.push(sql`${column(rule.union)} = ${actor.unionId}`);
  const within = sql`(${join(conditions, ' and ')})`;
  if (write || !rule.flowsDown) return within;
  const condition = rule.flowsDown.replace(/\b(status|action|subject_type|published)\b(?=\s)/g, `${prefix}$1`);
  const above = sql`(${column(rule.org)} = any(${[...(reporter ? [actor.orgCode] : []), ...ancestorsOf(actor.orgCode)]}) and ${raw(condition)})`;
  const nation = actor.orgCode === NATION ? sql` or ${column(rule.org)} = ${NATION}` : empty;
  return sql`(${within} or ${above}${nation})`;
}

/** Whether the tenant tables of all provinces are in the reader's scope. */
export const readsNation = (actor: Actor): boolean => actor.orgCode === NATION && actor.role !== 'operator';

/** Narrows a look-up by id to the provinces it may lie in, so that the primary key serves it. */
export function provincesOf(actor: Actor): string[] {
  return actor.orgCode === NATION ? provinceCodes : [provinceOf(actor.orgCode)];
}

/** `column` is one of these. One value is compared as one, so that a plan kept for all values is as good as one for this. */
export const isOneOf = (column: Sql, values: readonly string[]): Sql =>
  values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${[...values]})`;

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
  return (
    Object.entries(settings)
      // What is empty or was never set opens nothing, and is left so by every transaction.
      .filter(([, value]) => value !== '')
      .map(([name, value]) => {
        if (!/^[0-9A-Za-z:;[-]*$/.test(value)) throw new Error(`unsafe scope setting ${name}`);
        return `SET LOCAL app.${name} = '${value}'`;
      })
      .join('; ')
  );
}
