import sql from 'sql-template-tag';
import type { OrganisationCreate, OrganisationUpdate } from '../../../shared/organisations.ts';
import { withMaskedNumbers } from '../../../shared/rules/masking.ts';
import { isAtOrAbove, isNominal, isStrictlyAbove, levelOf, NATION } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { conflict, Failure, forbidden, invalid } from '../../errors.ts';
import { endSessionsOf } from '../auth/sessions.service.ts';
import { changesBetween, recordEvents, type Changes } from '../events/event.service.ts';
import { organisationEntity, type OrganisationRow } from './organisation.entity.ts';
import { placeOf } from './tree.ts';

const kept = ['name', 'contactName', 'contactPhone', 'active'] as const;

function note(ctx: Ctx, code: string, action: string, changes: Changes | null = null): Promise<void> {
  return recordEvents(ctx, [
    {
      subjectType: 'organisations',
      subjectId: code,
      orgCode: code,
      action,
      changes: changes && withMaskedNumbers(changes),
    },
  ]);
}

/** The name of a body without the words that every federation shares. */
const shortened = (name: string) => name.replace(/(?:总工会|工会联合会|工联会|联合工会|工会委员会|工会)$/, '') || name;

/**
 * A park or another body below the own organisation; for the operator also a province of the official tree, which
 * opens it as a tenant.
 */
export async function createOrganisation(ctx: Ctx, body: OrganisationCreate): Promise<OrganisationRow> {
  const { code } = body;
  const organisations = scoped(ctx, organisationEntity);
  if (!isStrictlyAbove(ctx.actor.orgCode, code)) throw invalid({ code: 'code-outside-parent' });
  if (isNominal(code)) throw invalid({ code: 'nominal-organisation' });
  if (levelOf(code) === 'province') return openTenant(ctx, body);
  const { parentCode, ...place } = placeOf(code);
  const parent = await organisations.find(parentCode!, { write: true });
  if (!parent) throw invalid({ code: 'parent-missing' });
  if (!parent.active) throw invalid({ code: 'unknown-organisation' });
  const { name, kind, contactName = null, contactPhone = null } = body;
  const row = await organisations.insert({
    ...place,
    parentCode,
    name,
    kind,
    contactName,
    contactPhone,
    shortName: shortened(name),
    active: true,
  });
  await note(ctx, code, 'create');
  return row;
}

async function openTenant(
  ctx: Ctx,
  { code, name, contactName, contactPhone }: OrganisationCreate,
): Promise<OrganisationRow> {
  const organisations = scoped(ctx, organisationEntity);
  const province = await organisations.find(code, { lock: true, write: true });
  if (!province) throw invalid({ code: 'invalid-value' });
  if (province.active) throw new Failure(409, 'code-taken', { errors: { code: 'code-taken' } });
  const patch = { name, contactName: contactName ?? null, contactPhone: contactPhone ?? null, active: true };
  const opened = await organisations.update(province, patch);
  await note(ctx, code, 'create', changesBetween(province, patch, kept));
  return opened;
}

/** 403 for names that only flow down, and for whoever has no business with them. */
export function authorizeKeeper({ actor }: Ctx, row: OrganisationRow): void {
  if (actor.role !== 'operator' && !isAtOrAbove(actor.orgCode, row.code)) throw forbidden('not-yours-to-keep');
}

export async function updateOrganisation(
  ctx: Ctx,
  row: OrganisationRow,
  body: OrganisationUpdate,
): Promise<OrganisationRow> {
  const active = body.active ?? row.active;
  if (active !== row.active && row.code === ctx.actor.orgCode) throw invalid({ active: 'own-organisation' });
  if (active !== row.active && row.nominal) throw invalid({ active: 'nominal-organisation' });
  // A short name that came from the old name follows the new one; those of official regions stay.
  const follows = row.shortName === shortened(row.name);
  const patch = {
    name: body.name,
    shortName: follows ? shortened(body.name) : row.shortName,
    contactName: body.contactName ?? null,
    contactPhone: body.contactPhone ?? null,
    active,
  };
  const updated = await scoped(ctx, organisationEntity).update(row, patch);
  await note(ctx, row.code, 'edit', changesBetween(row, patch, kept));
  if (row.active && !active) await signOutAll(ctx, row);
  return updated;
}

/** Whoever worked there is signed out; with a province, the whole tenant. */
async function signOutAll(ctx: Ctx, { code, level }: OrganisationRow): Promise<void> {
  const here = level === 'province' ? sql`starts_with(org_code, ${code})` : sql`org_code = ${code}`;
  const people = await ctx.query<{ id: string }>(sql`
    select id from users where ${here} and ${inOwnScope(ctx, 'users')} order by id for update`);
  await endSessionsOf(
    ctx,
    people.map(({ id }) => id),
  );
}

/** What still hangs on it is known by the foreign keys, which answer 409. */
/** Only bodies that somebody has added: the official tree stays. */
export async function removeOrganisation(ctx: Ctx, row: OrganisationRow): Promise<void> {
  if (!/[A-Z]/.test(row.code) || row.code === NATION) throw conflict('not-deletable');
  await scoped(ctx, organisationEntity).remove(row);
  await note(ctx, row.code, 'delete');
}

/**
 * The organisation that something is about to hang on, or 422 on the field `orgCode`: it lies in the own subtree, is
 * active and a federation.
 */
export async function usableOrganisation(ctx: Ctx, code: string, field = 'orgCode'): Promise<OrganisationRow> {
  const row = await scoped(ctx, organisationEntity).find(code, { write: true });
  if (row?.nominal) throw invalid({ [field]: 'nominal-organisation' });
  if (!row?.active) throw invalid({ [field]: 'unknown-organisation' });
  return row;
}
