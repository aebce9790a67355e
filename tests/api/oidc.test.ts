import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IdentityProvider } from '../../shared/identityProviders.ts';
import type { Me, User } from '../../shared/users.ts';
import { password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { startIdentityProvider } from '../support/identityProvider.ts';
import { surfer } from '../support/surfer.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let sso: Awaited<ReturnType<typeof startIdentityProvider>>;
let provider: IdentityProvider;
let count = 0;

const rules = [
  { claim: 'roles', value: 'console-admin', role: 'admin', orgCode: null },
  { claim: 'roles', value: 'leader', role: 'leader', orgCode: '15' },
  { claim: 'roles', value: 'staff', role: 'officer', orgCode: null },
];

beforeAll(async () => {
  [world, sso] = await Promise.all([openWorld({ env: { OIDC_PRIVATE: 'on' } }), startIdentityProvider()]);
  const admin = await world.as('nmg-admin');
  const made = await admin.post<IdentityProvider>('/identity-providers', {
    orgCode: '15',
    name: '内蒙古工会统一身份',
    issuer: sso.issuer,
    clientId: sso.clientId,
    clientSecret: sso.clientSecret,
    orgClaim: 'org_code',
    rules,
  });
  provider = made.body;
  sso.allow(`${world.url}${provider.redirectUri}`);
});
afterAll(async () => {
  await sso?.close();
  await world?.close();
});
beforeEach(() => {
  sso.subject = `subject-${++count}`;
  sso.people[sso.subject] = {
    name: '其其格',
    preferred_username: `qiqige${count}`,
    roles: ['staff'],
    org_code: '150102',
  };
});
afterEach(() => {
  Object.assign(sso, { away: false, tamper: null, forge: false });
});

const start = () => `${world.url}/api/auth/oidc/${provider.id}/start?to=/rectifications`;
const isCallback = (address: string) => address.includes('/callback?');

async function whoIs(person: ReturnType<typeof surfer>): Promise<Me | null> {
  const answer = await person.step(`${world.url}/api/auth/me`);
  return answer.status === 200 ? ((await answer.json()) as Me) : null;
}

/** To the provider and back: where one ends up, and who one is there. */
async function signIn(person = surfer()) {
  const end = new URL(await person.follow(start()));
  return { end, fault: end.searchParams.get('fault'), me: await whoIs(person), person };
}

const claim = (changes: object) => Object.assign(sso.people[sso.subject]!, changes);

describe('signing in by the provider of an organisation', () => {
  test('makes an account where the rules put it, and finds it again', async () => {
    const first = await signIn();
    expect(first.end.pathname).toBe('/rectifications');
    expect(first.me).toMatchObject({
      username: `qiqige${count}`,
      name: '其其格',
      role: 'officer',
      org: { code: '150102' },
      mustChangePassword: false,
    });
    expect((await signIn()).me?.id).toBe(first.me?.id);
    const admin = await world.as('nmg-admin');
    const events = await admin.list<{ action: string; changes: object }>('events', { subjectId: first.me?.id });
    expect(events.map(({ action }) => action).toSorted()).toEqual(['create', 'sign-in', 'sign-in']);
    expect(events.find(({ action }) => action === 'sign-in')?.changes).toEqual({ provider: [null, provider.name] });
  });

  test('follows the rules at each sign-in; a change ends what was open elsewhere', async () => {
    const before = await signIn();
    claim({ roles: ['console-admin'], name: '其其格（新）', org_code: '1501' });
    const after = await signIn();
    expect(after.me).toMatchObject({
      id: before.me?.id,
      role: 'admin',
      name: '其其格（新）',
      org: { code: '1501' },
    });
    expect(await whoIs(before.person)).toBeNull();
    claim({ roles: [] });
    expect(await signIn()).toMatchObject({ fault: 'oidc-no-place', me: null });
  });

  test.each([
    ['another province', { org_code: '440902' }],
    ['the nation', { org_code: 'CN' }],
    ['nowhere', { org_code: '159999' }],
    ['a code that is none', { org_code: "15' or true --" }],
    ['no rule', { roles: ['visitor'] }],
  ])('never yields a place in %s', async (_where, claims) => {
    claim(claims);
    expect(await signIn()).toMatchObject({ fault: 'oidc-no-place', me: null });
    const { rows } = await world.owner.query('select from identities where subject = $1', [sso.subject]);
    expect(rows).toEqual([]);
  });

  test('makes one account of a person who comes by two windows at once', async () => {
    const windows = await Promise.all(
      [1, 2].map(async () => {
        const person = surfer();
        return { person, back: await person.follow(start(), isCallback) };
      }),
    );
    await Promise.all(windows.map(({ person, back }) => person.follow(back)));
    const people = await Promise.all(windows.map(({ person }) => whoIs(person)));
    expect(people.map((me) => me?.username)).toEqual([`qiqige${count}`, `qiqige${count}`]);
  });

  test('takes over no account that has the name already', async () => {
    claim({ preferred_username: 'Xincheng-Officer@example.com' });
    const { me } = await signIn();
    expect(me).toMatchObject({ username: 'xincheng-officer-2', org: { code: '150102' } });
    expect((await client(world.url).login('xincheng-officer', password)).status).toBe(200);
  });

  test('is refused to an account that was disabled, and outside of the province of the provider', async () => {
    const { me } = await signIn();
    const admin = await world.as('nmg-admin');
    expect((await admin.post<User>(`/users/${me!.id}/disable`, {})).status).toBe(200);
    expect(await signIn()).toMatchObject({ fault: 'account-disabled', me: null });
    await world.owner.query("update users set active = true, org_code = '4409' where id = $1", [me!.id]);
    expect(await signIn()).toMatchObject({ fault: 'oidc-no-place', me: null });
  });

  test('ends at the provider too', async () => {
    const { person } = await signIn();
    const answer = await person.step(`${world.url}/api/auth/logout`, { method: 'POST' });
    const { location } = (await answer.json()) as { location: string };
    expect(location).toMatch(`${sso.issuer}/session/end?client_id=console&post_logout_redirect_uri=`);
    expect(await whoIs(person)).toBeNull();
  });

  test('is tied to an account that stands: begun from its own page, by nobody else', async () => {
    const person = surfer();
    await person.login(world.url, 'xincheng-admin', password);
    const link = `${world.url}/api/auth/oidc/${provider.id}/link`;
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await person.step(link, { method: 'POST', headers: foreign })).status).toBe(403);
    const { location } = (await (await person.step(link, { method: 'POST' })).json()) as { location: string };
    expect(new URL(await person.follow(location)).pathname).toBe('/me');
    expect((await signIn()).me).toMatchObject({ username: 'xincheng-admin', role: 'admin' });
    const other = surfer();
    await other.login(world.url, 'huimin-admin', password);
    const again = (await (await other.step(link, { method: 'POST' })).json()) as { location: string };
    expect(await other.follow(again.location)).toContain('fault=oidc-linked');
  });
});

describe('faults on the way are told in words', () => {
  test('a provider that is away', async () => {
    const admin = await world.as('nmg-admin');
    const body = {
      orgCode: '15',
      name: '停了的平台',
      issuer: 'http://127.0.0.1:1',
      clientId: 'x',
      orgClaim: 'o',
      rules,
    };
    const gone = await admin.post<IdentityProvider>('/identity-providers', body);
    const end = await surfer().follow(`${world.url}/api/auth/oidc/${gone.body.id}/start`);
    expect(end).toBe(`${world.url}/login?fault=oidc-away&by=${gone.body.id}`);
    expect((await admin.del(`/identity-providers/${gone.body.id}`)).status).toBe(200);
    const person = surfer();
    const back = await person.follow(start(), isCallback);
    sso.away = true;
    expect(await person.follow(back)).toContain('fault=oidc-away');
  });

  test.each([
    ['nonce', 'oidc-token', (claims: object) => ({ ...claims, nonce: 'another' })],
    ['audience', 'oidc-token', (claims: object) => ({ ...claims, aud: 'another-client' })],
    ['issuer', 'oidc-token', (claims: object) => ({ ...claims, iss: 'https://elsewhere.example' })],
    ['time', 'oidc-clock', (claims: object) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 300 })],
  ])('a wrong %s', async (_what, fault, tamper) => {
    sso.tamper = tamper;
    expect(await signIn()).toMatchObject({ fault, me: null });
  });

  test('a clock that is a little wrong is no fault, and neither is a new key', async () => {
    sso.tamper = (claims) => ({ ...claims, iat: Math.floor(Date.now() / 1000) + 30 });
    expect((await signIn()).me).not.toBeNull();
    sso.tamper = null;
    sso.rotateKey();
    expect((await signIn()).me).not.toBeNull();
  });

  test('a signature of somebody else', async () => {
    sso.forge = true;
    expect(await signIn()).toMatchObject({ fault: 'oidc-token', me: null });
  });

  test('a callback that is played again, with and without what the browser carried', async () => {
    const person = surfer();
    const back = await person.follow(start(), isCallback);
    const carried = person.cookies.get('uc.flow')!;
    expect(new URL(await person.follow(back)).pathname).toBe('/rectifications');
    expect(await person.follow(back)).toContain('fault=oidc-expired');
    const thief = surfer();
    thief.cookies.set('uc.flow', carried);
    expect(await thief.follow(back)).toContain('fault=oidc-code');
    expect(await whoIs(thief)).toBeNull();
  });

  test.each([
    ['another state', (back: string) => back.replace(/state=[^&]+/, 'state=another')],
    ['no state', (back: string) => back.replace(/state=[^&]+/, '')],
    ['a refusal of the person', (back: string) => back.replace(/code=[^&]+/, 'error=access_denied')],
    ['nothing at all', (back: string) => back.replace(/\?.*/, '')],
  ])('a callback with %s', async (what, change) => {
    const person = surfer();
    const back = await person.follow(start(), isCallback);
    const end = await person.follow(change(back));
    expect(end).toContain(what.startsWith('a refusal') ? 'fault=oidc-declined' : 'fault=oidc-expired');
  });

  test('a note that the server did not write', async () => {
    const person = surfer();
    const back = await person.follow(start(), isCallback);
    const note = { providerId: provider.id, state: 'x', nonce: 'x', verifier: 'x', target: '/', linkTo: null };
    person.cookies.set('uc.flow', encodeURIComponent(JSON.stringify({ until: Date.now() + 60_000, note })));
    expect(await person.follow(back.replace(/state=[^&]+/, 'state=x'))).toContain('fault=oidc-expired');
  });

  test('a secret that is wrong, a provider that is switched off or unknown', async () => {
    const admin = await world.as('nmg-admin');
    const { id: _id, hasSecret: _has, orgCode: _org, version: _version, ...body } = provider;
    const put = (changes: object) =>
      admin.put<IdentityProvider>(`/identity-providers/${provider.id}`, { ...body, ...changes });
    const { me, person } = await signIn();
    expect((await put({ clientSecret: 'a-wrong-secret-of-sufficient-length' })).status).toBe(200);
    expect(await signIn()).toMatchObject({ fault: 'oidc-setup', me: null });
    expect((await put({ clientSecret: sso.clientSecret, active: false })).status).toBe(200);
    expect([me, await whoIs(person)]).toEqual([expect.anything(), null]);
    expect(await signIn()).toMatchObject({ fault: 'oidc-expired', me: null });
    expect((await client(world.url).get<unknown[]>('/auth/oidc')).body).toEqual([]);
    expect((await put({})).body).toMatchObject({ active: true, hasSecret: true });
    expect((await put({ issuer: 'https://elsewhere.example' })).body).toHaveProperty('errors.clientSecret');
    expect((await surfer().follow(`${world.url}/api/auth/oidc/none/start`)).endsWith('fault=oidc-expired')).toBe(true);
  });

  test.each(['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', '/api/auth/logout'])(
    'nobody is led to %s',
    async (to) => {
      const end = await surfer().follow(`${world.url}/api/auth/oidc/${provider.id}/start?to=${encodeURIComponent(to)}`);
      expect(end).toBe(`${world.url}/`);
    },
  );
});

describe('a provider', () => {
  test('is shown on the sign-in page by its name, and its secret to nobody', async () => {
    const shown = await client(world.url).get<object[]>('/auth/oidc');
    expect(shown.body).toEqual([{ id: provider.id, name: provider.name, orgName: '内蒙古自治区总工会' }]);
    const kept = await world.owner.query<{ row: string }>('select to_json(p)::text as row from identity_providers p');
    expect(JSON.stringify([kept.rows, provider])).not.toContain(sso.clientSecret);
  });

  test.each([
    ['a rule for another province', 422, { rules: [{ claim: 'r', value: 'x', role: 'officer', orgCode: '44' }] }],
    ['a rule for an operator', 422, { rules: [{ claim: 'r', value: 'x', role: 'operator', orgCode: '15' }] }],
    [
      'a rule without a place',
      422,
      { orgClaim: null, rules: [{ claim: 'r', value: 'x', role: 'officer', orgCode: null }] },
    ],
    ['a private address', 422, { issuer: 'http://10.1.2.3' }],
    ['another province', 422, { orgCode: '44' }],
  ])('is not made for %s', async (_what, status, changes) => {
    const admin = await world.as('nmg-admin');
    const body = { orgCode: '15', name: '另一个', issuer: sso.issuer, clientId: 'x', orgClaim: 'o', rules, ...changes };
    expect((await admin.post('/identity-providers', body)).status).toBe(status);
  });

  test('by which people sign in can be switched off and not deleted', async () => {
    const admin = await world.as('nmg-admin');
    const gone = await admin.del(`/identity-providers/${provider.id}`);
    expect(gone).toMatchObject({ status: 409, body: { code: 'not-deletable' } });
    expect((await (await world.as('gd-admin')).get(`/identity-providers/${provider.id}`)).status).toBe(404);
    expect((await (await world.as('nmg-officer')).get('/identity-providers')).status).toBe(403);
  });
});
