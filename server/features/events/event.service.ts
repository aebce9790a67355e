import sql, { type Sql } from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { Resource } from '../../../shared/permissions.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { isNoticed } from '../notifications/noticed.ts';

export type Changes = Record<string, [unknown, unknown]>;

export type NewEvent = {
  /** Given where another record refers to the event. */
  id?: string;
  subjectType: Resource;
  subjectId: string;
  /** The organisation of the subject, which decides who reads its history. */
  orgCode: string;
  unionId?: string | null;
  action: string;
  reason?: string | null;
  changes?: Changes | null;
};

/**
 * Writes the history of a step in the transaction of the step: one statement for any number of records, and one more
 * for those of which somebody is to be told.
 */
export async function recordEvents(ctx: Ctx, events: readonly NewEvent[]): Promise<void> {
  await Promise.all(eventWrites(ctx, events).map((write) => ctx.query(write)));
}

/** The statements that `recordEvents` runs, for a step that sends all it writes together. */
export function eventWrites(ctx: Ctx, events: readonly NewEvent[]): Sql[] {
  if (events.length === 0) return [];
  const rows = events.map((event) => ({
    province_code: provinceOf(event.orgCode),
    id: event.id ?? uuid(),
    at: ctx.now,
    actor_id: ctx.actor.id,
    actor_name: ctx.actor.name,
    org_code: event.orgCode,
    union_id: event.unionId ?? null,
    subject_type: event.subjectType,
    subject_id: event.subjectId,
    action: event.action,
    reason: event.reason ?? null,
    changes: event.changes && Object.keys(event.changes).length > 0 ? event.changes : null,
  }));
  const told = rows
    .filter((row) => isNoticed(row.subject_type, row.action))
    .map(({ id, ...row }) => ({ ...row, event_id: id }));
  const history = sql`
    insert into events
    select province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason, changes
    from jsonb_populate_recordset(null::events, ${JSON.stringify(rows)}::jsonb)`;
  if (told.length === 0) return [history];
  return [
    history,
    sql`
      insert into notification_outbox
      select province_code, event_id, org_code, union_id, actor_id, subject_type, subject_id, action, at
      from jsonb_populate_recordset(null::notification_outbox, ${JSON.stringify(told)}::jsonb)`,
  ];
}

/** Field by field what differs between two records, for the fields named. */
export function changesBetween<T extends object>(
  before: T,
  after: Partial<T>,
  fields: readonly (keyof T & string)[],
): Changes {
  const changes: Changes = {};
  for (const field of fields) {
    const [old, now] = [
      before[field] ?? null,
      after[field] === undefined ? (before[field] ?? null) : (after[field] ?? null),
    ];
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[field] = [old, now];
  }
  return changes;
}
