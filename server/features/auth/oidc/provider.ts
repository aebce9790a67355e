import type { Request } from 'express';
import * as client from 'openid-client';
import sql from 'sql-template-tag';
import type { SignInFault } from '../../../../shared/messages/signIn.ts';
import type { Claims } from '../../../../shared/rules/identityRules.ts';
import { queryOf } from '../../../db/platform.ts';
import { placeOf } from '../../../db/sealed.ts';
import type { Deps } from '../../../deps.ts';
import { fetchPublic, Unreachable } from '../../../outbound/fetchPublic.ts';
import type { IdentityProviderRow } from '../../identity-providers/identityProvider.entity.ts';

/** A provider as the sign-in needs it: switched on, of an active organisation. */
export type Provider = Omit<IdentityProviderRow, 'active' | 'version' | 'createdAt' | 'updatedAt'>;

export const secretPlace = (id: string) =>
  placeOf({ table: 'identity_providers', column: 'client_secret', perRow: true }, id);

/** The way to a provider or back ended here; the sign-in page says why. The cause is for the log alone. */
export class DetourFault extends Error {
  override name = 'DetourFault';
  readonly fault: SignInFault;
  constructor(fault: SignInFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

export async function findProvider(deps: Pick<Deps, 'pool' | 'cipher'>, id: string): Promise<Provider | null> {
  const [row] = await queryOf(deps.pool)<Provider>(sql`
    select id, org_code as "orgCode", name, issuer, client_id as "clientId", client_secret as "clientSecret", scopes,
      org_claim as "orgClaim", rules, second_factor as "secondFactor"
    from platform_identity_provider(${id})`);
  if (!row) return null;
  return { ...row, clientSecret: row.clientSecret && deps.cipher.open(row.clientSecret, secretPlace(id)) };
}

/** Where the provider sends people back to; PUBLIC_URL where there is one. */
export function originOf({ env }: Pick<Deps, 'env'>, req: Request): string {
  return env.PUBLIC_URL ?? `${req.protocol}://${req.get('host') ?? ''}`;
}

export const redirectUri = (origin: string, id: string) => `${origin}/api/auth/oidc/${id}/callback`;

/** Seconds for one answer of a provider. */
const PATIENCE = 8;
/** Seconds that its clock may differ from ours. */
const SKEW = 60;
/** Milliseconds that its description is believed; its keys are asked for at each sign-in, so that they may change. */
const FRESH = 10 * 60_000;

const descriptions = new Map<string, { metadata: client.ServerMetadata; until: number }>();

async function describe(deps: Pick<Deps, 'env'>, provider: Provider): Promise<client.ServerMetadata> {
  const key = `${provider.id} ${provider.issuer}`;
  const kept = descriptions.get(key);
  if (kept && kept.until > Date.now()) return kept.metadata;
  const found = await client.discovery(new URL(provider.issuer), provider.clientId, undefined, client.None(), {
    ...plainHttp(provider),
    [client.customFetch]: fetcher(deps),
    timeout: PATIENCE,
  });
  const metadata = found.serverMetadata();
  if (descriptions.size > 500) descriptions.clear();
  descriptions.set(key, { metadata, until: Date.now() + FRESH });
  return metadata;
}

const fetcher = ({ env }: Pick<Deps, 'env'>): client.CustomFetch =>
  fetchPublic({ allowPrivate: env.OIDC_PRIVATE }) as client.CustomFetch;

/** Only to loopback, and only where private addresses are allowed: `fetchPublic` sees to that. */
const plainHttp = ({ issuer }: Provider) =>
  issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {};

async function configure(deps: Pick<Deps, 'env'>, provider: Provider): Promise<client.Configuration> {
  const metadata = await describe(deps, provider);
  const { clientId, clientSecret } = provider;
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const authentication = !clientSecret
    ? client.None()
    : methods.includes('client_secret_basic')
      ? client.ClientSecretBasic(clientSecret)
      : client.ClientSecretPost(clientSecret);
  const config = new client.Configuration(metadata, clientId, { [client.clockTolerance]: SKEW }, authentication);
  config[client.customFetch] = fetcher(deps);
  config.timeout = PATIENCE;
  if (provider.issuer.startsWith('http:')) client.allowInsecureRequests(config);
  client.enableNonRepudiationChecks(config);
  return config;
}

/** What is remembered of the way out until the way back. */
export type Flow = { state: string; nonce: string; verifier: string };

export async function departure(
  deps: Pick<Deps, 'env'>,
  provider: Provider,
  origin: string,
): Promise<{ address: string; flow: Flow }> {
  return explained(provider, async () => {
    const config = await configure(deps, provider);
    const flow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri(origin, provider.id),
      scope: [...new Set(['openid', ...provider.scopes.split(' ')])].join(' '),
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
    });
    return { address: address.href, flow };
  });
}

/** Who came back: the code is changed for an identity, whose signature, audience, nonce and times are checked. */
export async function arrival(
  deps: Pick<Deps, 'env'>,
  provider: Provider,
  { origin, search, flow }: { origin: string; search: string; flow: Flow },
): Promise<{ issuer: string; subject: string; claims: Claims }> {
  return explained(provider, async () => {
    const config = await configure(deps, provider);
    const tokens = await client.authorizationCodeGrant(
      config,
      new URL(`${redirectUri(origin, provider.id)}${search}`),
      {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
      },
    );
    const identity = tokens.claims()!;
    const more = config.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(config, tokens.access_token, identity.sub)
      : {};
    return { issuer: identity.iss, subject: identity.sub, claims: { ...more, ...identity } };
  });
}

/** Where a provider is signed out of too, when it says so; null where it does not, or can't be asked. */
export async function signOutAddress(deps: Deps, req: Request, providerId: string): Promise<string | null> {
  try {
    const provider = await findProvider(deps, providerId);
    if (!provider) return null;
    const { end_session_endpoint: endpoint } = await describe(deps, provider);
    if (!endpoint || !/^https?:/.test(endpoint)) return null;
    const address = new URL(endpoint);
    address.searchParams.set('client_id', provider.clientId);
    address.searchParams.set('post_logout_redirect_uri', `${originOf(deps, req)}/login`);
    return address.href;
  } catch {
    return null;
  }
}

async function explained<T>({ id }: Provider, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const fault = faultOf(error);
    // What was believed of the provider may be what is wrong.
    for (const key of descriptions.keys()) if (key.startsWith(`${id} `)) descriptions.delete(key);
    throw new DetourFault(fault, error);
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Error && error.cause !== undefined && isUnreachable(error.cause));

const byCode: Record<string, SignInFault> = {
  OAUTH_TIMEOUT: 'oidc-away',
  OAUTH_ABORT: 'oidc-away',
  OAUTH_RESPONSE_IS_NOT_JSON: 'oidc-setup',
  OAUTH_PARSE_ERROR: 'oidc-setup',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'oidc-clock',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'oidc-token',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'oidc-token',
  OAUTH_KEY_SELECTION_FAILED: 'oidc-token',
  OAUTH_INVALID_RESPONSE: 'oidc-token',
};

/** What an error of the library means for the person who wants to sign in. */
function faultOf(error: unknown): SignInFault {
  if (isUnreachable(error)) return 'oidc-away';
  if (error instanceof client.AuthorizationResponseError) {
    return error.error === 'server_error' || error.error === 'temporarily_unavailable' ? 'oidc-away' : 'oidc-declined';
  }
  if (error instanceof client.ResponseBodyError) {
    if (error.status >= 500) return 'oidc-away';
    return error.error === 'invalid_grant' ? 'oidc-code' : 'oidc-setup';
  }
  const { code, cause } = error as { code?: string; cause?: unknown };
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') {
    return cause instanceof Response && cause.status >= 500 ? 'oidc-away' : 'oidc-setup';
  }
  return byCode[code ?? ''] ?? 'oidc-setup';
}
