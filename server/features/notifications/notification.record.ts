import sql from 'sql-template-tag';
import {
  noticeDoor,
  notificationGroups,
  type NoticeDoor,
  type Notification,
  type NotificationGroup,
} from '../../../shared/notifications.ts';
import { can } from '../../../shared/permissions.ts';
import { noticeSentence } from '../../../shared/words/notifications.ts';
import type { Ctx } from '../../ctx.ts';
import { count, type ListSpec } from '../../db/page.ts';
import { bulletinList } from '../bulletins/bulletin.record.ts';
import { inspectionList } from '../inspections/inspection.record.ts';
import { rectificationList } from '../rectifications/rectification.record.ts';
import { reinspectionList } from '../reinspections/reinspection.record.ts';
import { supervisionList } from '../supervisions/supervision.record.ts';
import { notificationEntity, type NotificationRow } from './notification.entity.ts';

const asArray = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [String(value)]);

export const notificationList: ListSpec<NotificationRow> = {
  entity: notificationEntity,
  defaultSort: { field: 'createdAt', descending: true },
  search: [],
  filters: {
    unread: (_ctx, wanted) =>
      wanted
        ? sql`(t.read_at is null and t.cancelled_at is null)`
        : sql`(t.read_at is not null or t.cancelled_at is not null)`,
    group: (_ctx, groups) => {
      const kinds = asArray(groups).flatMap((group) => [...notificationGroups[group as NotificationGroup]]);
      return sql`t.kind = any(${kinds})`;
    },
  },
};

type Counted = Exclude<NoticeDoor['resource'], 'campaigns'>;

/** The very counts of the lists that the doors open. */
const counted: Record<Counted, (ctx: Ctx, filter: Record<string, unknown>) => Promise<number>> = {
  inspections: (ctx, filter) => count(ctx, inspectionList, filter),
  rectifications: (ctx, filter) => count(ctx, rectificationList, filter),
  bulletins: (ctx, filter) => count(ctx, bulletinList, filter),
  reinspections: (ctx, filter) => count(ctx, reinspectionList, filter),
  supervisions: (ctx, filter) => count(ctx, supervisionList, filter),
};

/** A page of notices: each with the number that its list has now, and done with where none is left. */
export async function toRecords(ctx: Ctx, rows: readonly NotificationRow[]): Promise<Notification[]> {
  const asked = new Map<string, Promise<number>>();
  const countOf = ({ resource, filter }: NoticeDoor): Promise<number> => {
    const key = JSON.stringify([resource, filter]);
    const known = asked.get(key) ?? counted[resource as Counted](ctx, filter);
    asked.set(key, known);
    return known;
  };
  return Promise.all(
    rows.map(async (row) => {
      const door = noticeDoor(row);
      const here = row.cancelledAt ? 0 : await countOf(door);
      const open = !row.cancelledAt && (here > 0 || !door.lapses);
      return toRecord(ctx, row, door, { here, open });
    }),
  );
}

function toRecord(ctx: Ctx, row: NotificationRow, door: NoticeDoor, now: { here: number; open: boolean }) {
  const { id, kind, orgCode, subjectType, subjectId, campaignId, dueOn, version, params } = row;
  const many = door.id === undefined;
  const told = { kind: row.kind, single: !many, params, dueOn: row.dueOn };
  const { title, detail } = noticeSentence(told, {
    language: ctx.language,
    today: ctx.today,
    ...(many && now.open ? { count: now.here } : {}),
  });
  return {
    id,
    kind,
    orgCode,
    subjectType,
    subjectId,
    campaignId,
    dueOn,
    version,
    readAt: row.readAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    title,
    detail,
    open: now.open,
    mayActions: can(ctx.actor, 'read', 'notifications') ? ['read'] : [],
    count: many && now.open ? now.here : null,
    door: { resource: door.resource, filter: door.filter, ...(door.id ? { id: door.id } : {}) },
  } satisfies Notification;
}
