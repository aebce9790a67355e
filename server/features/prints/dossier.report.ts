import sql from 'sql-template-tag';
import type { UnionHaves } from '../../../shared/haves.ts';
import type { Union } from '../../../shared/unions.ts';
import type { Ctx } from '../../ctx.ts';
import { page } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { placesOf } from '../exports/places.ts';
import type { InspectionRow } from '../inspections/inspection.entity.ts';
import { inspectionList } from '../inspections/inspection.record.ts';
import type { RectificationRow } from '../rectifications/rectification.entity.ts';
import { rectificationList } from '../rectifications/rectification.record.ts';
import type { UnionRow } from '../unions/union.entity.ts';
import { havesOfUnion } from '../unions/union.haves.ts';
import { toRecord } from '../unions/union.record.ts';

export type DossierFile = { filename: string; uploadedBy: string; createdAt: Date; about: string };
export type DossierStep = { at: Date; actorName: string; about: string; action: string; reason: string | null };

export type Dossier = {
  union: Union;
  /** 内蒙古 › 呼和浩特 › 新城区. */
  place: string;
  haves: UnionHaves;
  inspections: InspectionRow[];
  items: RectificationRow[];
  files: DossierFile[];
  /** The newest first. */
  steps: DossierStep[];
};

/** More campaigns and items than a union ever has, and the newest steps of a long life. */
const most = { inspections: 200, items: 1_000, files: 500, steps: 300 };

/** Everything that the reader may see of one union, in its order on paper. */
export async function dossierOf(ctx: Ctx, row: UnionRow): Promise<Dossier> {
  const ofUnion = { unionId: row.id };
  const [inspections, items, haves] = await Promise.all([
    page(ctx, inspectionList, {
      filter: ofUnion,
      sort: { field: 'submitBy', descending: true },
      from: 0,
      to: most.inspections - 1,
    }),
    page(ctx, rectificationList, {
      filter: { ...ofUnion, status: ['open', 'rectified', 'returned', 'closed', 'reopened'] },
      sort: { field: 'dueOn', descending: true },
      from: 0,
      to: most.items - 1,
    }),
    havesOfUnion(ctx, row.id),
  ]);
  const about = new Map([
    [row.id, '本单位'],
    ...inspections.rows.map(({ id, campaignTitle }) => [id, campaignTitle] as const),
    ...items.rows.map(({ id, itemKey, itemText }) => [id, `${itemKey} ${itemText}`] as const),
  ]);
  const ids = [...about.keys()];
  const here = sql`t.province_code = any(${provincesOf(ctx.actor)}) and t.subject_id = any(${ids})`;
  const [files, steps, places] = await Promise.all([
    ctx.query<Omit<DossierFile, 'about'> & { subjectId: string }>(sql`
      select filename, uploaded_by as "uploadedBy", created_at as "createdAt", subject_id as "subjectId"
      from attachments t
      where t.province_code = any(${provincesOf(ctx.actor)}) and t.subject_id = any(${ids}::uuid[])
        and ${inScope(ctx, 'attachments', 't')}
      order by created_at limit ${most.files}`),
    ctx.query<Omit<DossierStep, 'about'> & { subjectId: string }>(sql`
      select at, actor_name as "actorName", action, reason, subject_id as "subjectId"
      from events t where ${here} and action <> 'save' and ${inScope(ctx, 'events', 't')}
      order by at desc limit ${most.steps}`),
    placesKnown(ctx, row.orgCode),
  ]);
  const named = <R extends { subjectId: string }>({ subjectId, ...rest }: R) => ({
    ...rest,
    about: about.get(subjectId) ?? '',
  });
  return {
    union: toRecord(ctx, row),
    place: places.path(row.orgCode),
    haves,
    inspections: inspections.rows,
    items: items.rows,
    files: files.map(named),
    steps: steps.map(named),
  };
}

async function placesKnown(ctx: Ctx, orgCode: string) {
  const places = placesOf(ctx);
  await places.learn([orgCode]);
  return places;
}
