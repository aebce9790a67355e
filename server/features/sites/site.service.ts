import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { Author } from '../../../shared/rules/authority.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import { beforeOf } from '../../../shared/rules/rectification.ts';
import {
  fixedFields,
  mayDeleteSite,
  nominationBy,
  renominated,
  siteChange,
  type SiteAct,
  type SiteState,
} from '../../../shared/rules/sites.ts';
import { siteTallies } from '../../../shared/rules/standing.ts';
import { refusalOf, statusAfter, type ActionOf } from '../../../shared/rules/transitions.ts';
import { builtStatuses, type Site, type SiteStatus, type SiteWrite } from '../../../shared/sites.ts';
import type { Ctx } from '../../ctx.ts';
import { indexNames, type Named } from '../../db/grams.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { conflict, Failure, invalid, refused, type FieldErrors } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { noteSuperseded } from '../attachments/attachment.superseding.ts';
import { changesBetween, recordEvents, type Changes } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { recordShifts, standingShifts } from '../progress/ledger.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { siteEntity, type SiteRow } from './site.entity.ts';
import { takeQuota } from './site.quota.ts';
import { flowOf, recordOf } from './site.record.ts';

export type SiteAction = ActionOf<'sites'>;
export type Act = SiteAct | { action: 'withdraw' };

const fields = [
  'orgCode', 'name', 'batchCategory', 'kind', 'address', 'hasFederation', 'hasStation', 'hasHome',
  'fourMost', 'fourNot', 'fourTogether', 'attachmentIds',
] as const; // prettier-ignore

const steps = ['status', 'buildingOn', 'acceptedOn', 'listedOn', 'revokedOn', 'reinspectedOn'] as const;

const sites = (ctx: Ctx) => scoped(ctx, siteEntity);
const authorOf = ({ actor }: Ctx): Author => ({ id: actor.id, orgCode: actor.orgCode, role: actor.role });

const valuesOf = (body: SiteWrite) =>
  Object.fromEntries(fields.map((field) => [field, body[field] ?? null])) as unknown as Pick<
    SiteRow,
    (typeof fields)[number]
  >;

type Note = { action: string; reason?: string | null; changes?: Changes | null };

const named = (row: SiteRow | null): Named[] =>
  row ? [{ id: row.id, orgCode: row.orgCode, texts: [row.name, row.address] }] : [];

async function follow(ctx: Ctx, before: SiteRow | null, after: SiteRow | null, note: Note): Promise<void> {
  const { id, orgCode } = (after ?? before)!;
  const counted = (row: SiteRow | null) => row && { orgCode: row.orgCode, tallies: siteTallies(row) };
  await recordEvents(ctx, [{ subjectType: 'sites', subjectId: id, orgCode, ...note }]);
  await recordShifts(ctx, standingShifts(counted(before), counted(after)));
  await indexNames(ctx, 'sites', named(before), named(after));
}

const evidence = (ctx: Ctx, ids: readonly string[], id: string, orgCode: string) =>
  bindAttachments(ctx, ids, { subjectType: 'sites', subjectId: id, orgCode, unionId: null });

/** The pictures of a nomination are seen where it stands. */
const placeEvidence = (ctx: Ctx, { provinceCode, id }: SiteRow, orgCode: string) =>
  ctx.query(sql`
    update attachments set org_code = ${orgCode}
    where province_code = ${provinceCode} and subject_type = 'sites' and subject_id = ${id}
      and ${inOwnScope(ctx, 'attachments')}`);

async function knownBatch(ctx: Ctx, { orgCode, batchCategory }: SiteWrite): Promise<void> {
  const { batchCategories } = await settingsOf(ctx, provinceOf(orgCode));
  if (!batchCategories.some(({ key }) => key === batchCategory)) throw invalid({ batchCategory: 'unknown-batch' });
}

/** A nomination; it carries the recommendation of whoever makes it. */
export async function create(ctx: Ctx, body: SiteWrite): Promise<SiteRow> {
  await usableOrganisation(ctx, body.orgCode);
  await knownBatch(ctx, body);
  const id = uuid();
  await evidence(ctx, body.attachmentIds, id, body.orgCode);
  const row = await sites(ctx).insert({ id, ...valuesOf(body), ...nominationBy(authorOf(ctx)) });
  await follow(ctx, null, row, { action: 'create' });
  return row;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export async function update(ctx: Ctx, row: SiteRow, body: SiteWrite): Promise<SiteRow> {
  const values = valuesOf(body);
  const fixed = fixedFields(row.status).filter((field) => !same(values[field as 'kind'], row[field as 'kind']));
  if (row.status !== 'revoked' && fixed.length > 0) {
    throw invalid(Object.fromEntries(fixed.map((field) => [field, 'site-fixed' as const])));
  }
  if (row.status === 'revoked') throw conflict('site-revoked');
  if (body.orgCode !== row.orgCode) {
    await usableOrganisation(ctx, body.orgCode);
    if (provinceOf(body.orgCode) !== row.provinceCode) throw invalid({ orgCode: 'unknown-organisation' });
  }
  if (body.batchCategory !== row.batchCategory) await knownBatch(ctx, body);
  await evidence(ctx, body.attachmentIds, row.id, body.orgCode);
  if (body.orgCode !== row.orgCode) await placeEvidence(ctx, row, body.orgCode);
  const again = renominated(row, authorOf(ctx));
  const handedIn = again.status !== undefined;
  // Work of another on the record is an answer to the last step: it can no longer be taken back.
  const undo = handedIn || row.undo?.actorId !== ctx.actor.id ? null : row.undo;
  const after = await sites(ctx).update(row, { ...values, ...again, undo });
  await noteSuperseded(ctx, [{ before: row.attachmentIds, after: after.attachmentIds }]);
  await follow(ctx, row, after, {
    action: handedIn ? 'resubmit' : 'edit',
    changes: changesBetween(row, after, [...fields, 'status']),
  });
  return after;
}

/** What nobody but its own side has acted on can go. */
export async function remove(ctx: Ctx, row: SiteRow): Promise<void> {
  if (!mayDeleteSite(ctx.actor, row)) throw conflict('not-deletable');
  await sites(ctx).remove(row);
  await follow(ctx, row, null, { action: 'delete' });
}

function inputFaults(ctx: Ctx, row: SiteRow, act: Act): FieldErrors {
  if (act.action !== 'reinspect') return {};
  if (act.inspectedOn > ctx.today) return { inspectedOn: 'in-the-future' };
  return row.acceptedOn && act.inspectedOn < row.acceptedOn ? { inspectedOn: 'dates-out-of-order' } : {};
}

function changeOf(ctx: Ctx, row: SiteRow, act: Act): Partial<SiteState> {
  if (act.action === 'withdraw') return row.undo!.before;
  const to = statusAfter('sites', act.action, row.status) as SiteStatus;
  return siteChange(act, to, authorOf(ctx), ctx.today);
}

const isBuilt = (status: SiteStatus) => (builtStatuses as readonly string[]).includes(status);

/** One step of one site, which the actor may take as far as the route has seen: 422, then 409; the quota is asked wherever a step makes one more site count. */
export async function act(ctx: Ctx, id: string, input: Act, seen: number | undefined): Promise<Site> {
  const row = await sites(ctx).get(id, { lock: true, write: true });
  const faults = inputFaults(ctx, row, input);
  if (Object.keys(faults).length > 0) throw invalid(faults);
  if (seen !== undefined && seen !== row.version) {
    throw new Failure(409, 'stale-version', { extra: { current: await recordOf(ctx, id) } });
  }
  // Whose step it is depends on who spoke last: whoever had seen it otherwise was told of that above.
  const refusal = refusalOf('sites', input.action, ctx.actor, flowOf(row));
  if (refusal) throw refused(refusal, refusal.kind === 'conflict' ? { current: await recordOf(ctx, id) } : {});

  const change = changeOf(ctx, row, input);
  const status = change.status ?? row.status;
  if (isBuilt(status) && (!isBuilt(row.status) || input.action === 'list')) await takeQuota(ctx, row);
  const undo =
    input.action === 'withdraw'
      ? null
      : { action: input.action, actorId: ctx.actor.id, before: beforeOf<SiteState>(row, change) };
  const after = await sites(ctx).update(row, { ...change, undo });
  const reason = 'reason' in input ? input.reason : input.action === 'reinspect' ? input.note : null;
  await follow(ctx, row, after, {
    action: input.action,
    reason: reason ?? null,
    changes: changesBetween(row, after, steps),
  });
  return recordOf(ctx, id);
}
