import { builtinIds } from '../../../server/features/checklists/builtin.ts';
import { answersWith, until, type World } from '../world.ts';
import { password } from '../builders.ts';
import type { Reader } from './tree.ts';

/** One who asks, with the records that this person has been shown. */
export type Person = Reader & { username: string; cookie: string; seen: Map<string, Map<string, Seen>> };
export type Seen = Record<string, unknown>;

/** The provinces of the storm with their places, the township last; a chair answers for one union of each district. */
export const provinces: Record<string, string[]> = {
  '15': ['15', '1501', '150102', '150103', '1502', '150203', '150102001'],
  '44': ['44', '4409', '440902', '4403', '440303', '440902001'],
  '51': ['51', '5101', '510104', '510105', '510104017'],
};

/** A province in which nobody moves while the others storm: what its people are shown must stay as it is. */
export const quiet = ['31', '310107', '310104'];

const rolesAt = (code: string) =>
  code.length === 2
    ? (['admin', 'officer', 'leader'] as const)
    : code.length === 9
      ? (['officer'] as const)
      : (['admin', 'officer'] as const);

/** What each account was made as, and the hash of everybody's password. */
const made = new Map<string, Reader>();
let hash = '';

/** Where a union lies by now; its chair's account is there too. */
async function homeOf({ owner }: World, unionId: string): Promise<string> {
  const { rows } = await owner.query<{ home: string }>('select org_code as home from unions where id = $1', [unionId]);
  return rows[0]!.home;
}

/** Notes what these accounts are, before anybody can have done anything to them. */
async function noteMade({ owner }: World, usernames: readonly string[]): Promise<void> {
  const { rows } = await owner.query<Reader & { username: string; hash: string }>(
    `select username, id::text, role, org_code as "orgCode", union_id::text as "unionId", password_hash as hash
     from users where username = any($1)`,
    [usernames],
  );
  for (const { username, hash: own, ...account } of rows) {
    made.set(username, account);
    hash = own;
  }
}

/** An account as it was made, whatever others have done to it meanwhile; a chair's goes along with the union. */
async function restored(world: World, username: string): Promise<Reader> {
  const { owner, build } = world;
  if (!made.has(username)) await noteMade(world, [username]);
  const before = made.get(username)!;
  const account = before.unionId ? { ...before, orgCode: await homeOf(world, before.unionId) } : before;
  const { role, orgCode, unionId } = account;
  const { rowCount } = await owner.query(
    `update users set username = $2, role = $3, org_code = $4, union_id = $5, active = true, must_change_password = false,
       password_hash = $6
     where id = $1`,
    [account.id, username, role, orgCode, unionId, hash],
  );
  if (rowCount === 0) {
    // It was deleted before it was ever used.
    account.id = await build.account({ username, role, orgCode, ...(unionId ? { unionId } : {}) });
  }
  made.set(username, account);
  await owner.query('update organisations set active = true where starts_with($1, code) and not active', [orgCode]);
  return account;
}

/** Accounts of every role at every place, and chairs of unions. */
export async function populate(world: World): Promise<Record<string, string[]>> {
  const { build, owner } = world;
  await build.openProvinces('15', '44', '51', '31');
  const usernames: Record<string, string[]> = { CN: ['operator', 'nation-leader'] };
  for (const codes of [...Object.values(provinces), quiet]) {
    const mine: string[] = (usernames[codes[0]!] = []);
    for (const orgCode of codes) {
      for (const role of rolesAt(orgCode)) {
        const username = `storm-${role}-${orgCode}`;
        await build.account({ username, role, orgCode });
        mine.push(username);
      }
      if (orgCode.length < 6) continue;
      const ids = await build.unions(orgCode, 4);
      const names = owner.query(`update unions set name = name || '⟦' || org_code || '⟧' where id = any($1)`, [ids]);
      await names;
      await build.enterprises(orgCode, 3);
      const username = `storm-chair-${orgCode}`;
      await build.account({ username, role: 'reporter', orgCode, unionId: ids[0]! });
      mine.push(username);
    }
  }
  for (const province of ['15', '44', '51', '31']) await owner.query('select search_backfill($1)', [province]);
  await noteMade(world, Object.values(usernames).flat());
  for (const names of Object.values(usernames)) names.sort((a, b) => rank(a) - rank(b));
  return usernames;
}

/** Who works most comes first: one line from the province down to a chair, then everybody else. */
function rank(username: string): number {
  const [, role, code = ''] = username.split('-');
  const first = /^(15|44|51|31)$|^(1501|4409|5101)$|^(150102|440902|510104|310107)$/.test(code);
  return (first ? 0 : 10) + (role === 'leader' ? 5 : 0) + code.length / 10 - (role === 'admin' ? 0.05 : 0);
}

/** Whether the account still has the place that this reader has. */
export async function stands(owner: World['owner'], { id, role, orgCode, unionId }: Reader): Promise<boolean> {
  const { rows } = await owner.query(
    `select 1 from users where id = $1 and role = $2 and org_code = $3 and union_id is not distinct from $4::uuid`,
    [id, role, orgCode, unionId],
  );
  return rows.length === 1;
}

/** Signs in, whatever has become of the account; null where even so it can't. */
export async function enter(url: string, world: World, username: string): Promise<Person | null> {
  const account = await restored(world, username);
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  await answer.text();
  // Somebody may have moved the account or closed it while it signed in.
  if (answer.status !== 200 || !(await stands(world.owner, account))) return null;
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { ...account, username, cookie, seen: new Map() };
}

/** Work to begin with: in each province a campaign, some of its inspections handed in, of their items some closed, and a site. */
export async function sow(world: World, url: string): Promise<void> {
  for (const codes of [...Object.values(provinces), quiet]) {
    const ask = async (username: string, method: string, path: string, body?: object) => {
      const { cookie } = (await enter(url, world, username))!;
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const said = (await answer.json()) as Record<string, unknown> & { id: string }[];
      if (!answer.ok) throw new Error(JSON.stringify(said));
      return said;
    };
    const issuer = `storm-officer-${codes[0]}`;
    const campaign = await ask(issuer, 'POST', '/campaigns', {
      title: `自查${codes[0]}⟦${codes[0]}⟧`,
      checklistId: builtinIds.selfInspection,
      startsOn: '2026-06-01',
      submitBy: '2026-08-10',
      immediateDueOn: '2026-08-20',
      scheduledDueOn: '2026-12-31',
      scope: { orgCodes: [codes[0]] },
    });
    await ask(issuer, 'POST', `/campaigns/${String(campaign['id'])}/issue`, {});
    await until(async () => {
      const { status } = await ask(issuer, 'GET', `/campaigns/${String(campaign['id'])}`);
      return status === 'issued' ? true : null;
    });
    for (const code of codes.filter(({ length }) => length === 6)) {
      const district = `storm-officer-${code}`;
      const waiting = await ask(district, 'GET', '/inspections?range=[0,1]');
      for (const { id } of waiting)
        await ask(district, 'POST', `/inspections/${id}/submit`, { answers: answersWith(['Q4', 'Q6', 'Q10']) });
      const open = await ask(district, 'GET', `/rectifications?filter=${encodeURIComponent('{"itemKey":"Q10"}')}`);
      for (const { id } of open) {
        await ask(district, 'POST', `/rectifications/${id}/rectify`, { measures: '已单独建账' });
        await ask(issuer, 'POST', `/rectifications/${id}/close`, {});
      }
      await ask(district, 'POST', '/sites', {
        orgCode: code,
        name: `站${code}⟦${code}⟧`,
        batchCategory: 'batch-1',
        kind: 'park',
        hasFederation: true,
        hasStation: true,
        hasHome: true,
      });
    }
  }
}
