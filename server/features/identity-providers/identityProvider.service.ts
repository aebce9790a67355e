import { v7 as uuid } from 'uuid';
import type {
  IdentityProvider,
  IdentityProviderCreate,
  IdentityProviderUpdate,
  IdentityRule,
} from '../../../shared/identityProviders.ts';
import { isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { scoped } from '../../db/scoped.ts';
import type { Env } from '../../env.ts';
import { invalid, type FieldErrors } from '../../errors.ts';
import { mayPostTo } from '../../outbound/post.ts';
import { redirectUri, secretPlace } from '../auth/oidc/provider.ts';
import { endSessionsBy } from '../auth/sessions.service.ts';
import { changesBetween, recordEvents, type Changes } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { identityProviderEntity, type IdentityProviderRow } from './identityProvider.entity.ts';

const providers = (ctx: Ctx) => scoped(ctx, identityProviderEntity);

export const identityProviderList: ListSpec<IdentityProviderRow> = {
  entity: identityProviderEntity,
  defaultSort: { field: 'name', descending: false },
  search: ['name'],
};

/** The secret is told to nobody, not even that it is sealed. */
export function toRecord(_ctx: Ctx, row: IdentityProviderRow): IdentityProvider {
  const { clientSecret, createdAt, updatedAt, ...rest } = row;
  return {
    ...rest,
    hasSecret: clientSecret !== null,
    redirectUri: redirectUri('', row.id),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

type Tools = { env: Pick<Env, 'OIDC_PRIVATE'> };

function issuerOf(text: string, { env }: Tools): string {
  if (!mayPostTo(new URL(text), env.OIDC_PRIVATE)) throw invalid({ issuer: 'not-a-provider-address' });
  return text;
}

/** 422 at the rule that names an organisation which is not the provider's own or below it, or is closed. */
async function checkRules(ctx: Ctx, orgCode: string, rules: readonly IdentityRule[]): Promise<void> {
  const errors: FieldErrors = {};
  for (const [index, rule] of rules.entries()) {
    if (rule.orgCode === null) continue;
    if (!isAtOrAbove(orgCode, rule.orgCode)) errors[`rules.${index}.orgCode`] = 'outside-scope';
    else if (rule.orgCode !== orgCode) await usableOrganisation(ctx, rule.orgCode, `rules.${index}.orgCode`);
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

const note = (ctx: Ctx, { id, orgCode }: IdentityProviderRow, action: string, changes: Changes | null = null) =>
  recordEvents(ctx, [{ subjectType: 'identity-providers', subjectId: id, orgCode, action, changes }]);

const told = ['name', 'issuer', 'clientId', 'scopes', 'orgClaim', 'rules', 'secondFactor', 'active'] as const;

export async function createProvider(
  ctx: Ctx,
  body: IdentityProviderCreate,
  tools: Tools,
): Promise<IdentityProviderRow> {
  const { orgCode, clientSecret, ...fields } = body;
  if (orgCode === NATION) throw invalid({ orgCode: 'unknown-organisation' });
  await usableOrganisation(ctx, orgCode);
  await checkRules(ctx, orgCode, fields.rules);
  const id = uuid();
  const row = await providers(ctx).insert({
    id,
    orgCode,
    ...fields,
    orgClaim: fields.orgClaim ?? null,
    issuer: issuerOf(fields.issuer, tools),
    clientSecret: clientSecret ? ctx.cipher.seal(clientSecret, secretPlace(id)) : null,
  });
  await note(ctx, row, 'create', changesBetween({} as IdentityProviderRow, row, told));
  return row;
}

export async function updateProvider(
  ctx: Ctx,
  row: IdentityProviderRow,
  body: IdentityProviderUpdate,
  tools: Tools,
): Promise<IdentityProviderRow> {
  const { clientSecret, version: _version, ...fields } = body;
  await checkRules(ctx, row.orgCode, fields.rules);
  // A secret that was meant for one provider is handed to no other.
  const elsewhere = fields.issuer !== row.issuer && row.clientSecret !== null;
  if (elsewhere && clientSecret === undefined) throw invalid({ clientSecret: 'required' });
  const secret =
    clientSecret === undefined
      ? {}
      : { clientSecret: clientSecret ? ctx.cipher.seal(clientSecret, secretPlace(row.id)) : null };
  const after = await providers(ctx).update(row, {
    ...fields,
    orgClaim: fields.orgClaim ?? null,
    issuer: issuerOf(fields.issuer, tools),
    ...secret,
  });
  const hidden: Changes =
    clientSecret === undefined ? {} : { clientSecret: [row.clientSecret && '••••', after.clientSecret && '••••'] };
  if (row.active && !after.active) await endSessionsBy(ctx, row.id);
  await note(ctx, after, 'edit', { ...changesBetween(row, after, told), ...hidden });
  return after;
}

/** 409 while accounts sign in by it: it can be switched off. */
export async function removeProvider(ctx: Ctx, row: IdentityProviderRow): Promise<void> {
  await providers(ctx).remove(row);
  await note(ctx, row, 'delete');
}
