import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fold, gramsOf, isFound, wordsOf } from '../../shared/rules/grams.ts';
import type { SearchAnswer, SearchKind } from '../../shared/search.ts';
import type { Union } from '../../shared/unions.ts';
import { campaignInput, openWorld, until, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

const unionInput = {
  kind: 'enterprise',
  ownership: 'private',
  employees: 30,
  members: 20,
  femaleMembers: 5,
  active: true,
};

/** Both walls, then each alone: either must keep a search within the scope. */
const walls = [
  ['both walls', {}],
  ['row security alone', { scopeInQueries: false }],
  ['scoped queries alone', { bypassRowSecurity: true }],
] as const;

describe.each(walls)('search by %s', (_name, options) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00', ...options });
  });
  afterAll(() => world?.close());

  const search = async (username: string, q: string, more = '') => {
    const person = await world.as(username);
    return person.get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}${more}`);
  };
  const names = async (username: string, q: string, kind: SearchKind = 'unions') =>
    (await search(username, q)).body.groups.find(({ resource }) => resource === kind)?.rows.map(({ name }) => name) ??
    [];
  const make = async (username: string, values: object) => {
    const answer = await (await world.as(username)).post<Union>('/unions', { ...unionInput, ...values });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  test('finds a union by any part of its name, in the scope of the reader alone', async () => {
    await make('nmg-officer', { orgCode: '150102', name: '新城区青山机械（集团）有限公司工会' });
    await make('nmg-officer', { orgCode: '150202', name: '东河区青山食品厂工会' });
    await make('gd-officer', { orgCode: '440902', name: '茂南区青山玩具厂工会' });
    const nmg = ['东河区青山食品厂工会', '新城区青山机械（集团）有限公司工会'];
    expect((await names('nmg-officer', '青山')).sort()).toEqual(nmg.sort());
    expect(await names('gd-officer', '青山')).toEqual(['茂南区青山玩具厂工会']);
    expect(await names('xincheng-officer', '青山')).toEqual(['新城区青山机械（集团）有限公司工会']);
    expect(await names('huimin-admin', '青山')).toEqual([]);
    expect(await names('baotou-officer', '山食')).toEqual(['东河区青山食品厂工会']);
    expect((await names('nation-leader', '青山')).length).toBe(3);
    expect(await names('operator', '青山')).toEqual([]);
    expect(await names('nmg-officer', '(集团)')).toEqual(['新城区青山机械（集团）有限公司工会']);
    expect(await names('nmg-officer', '工会 机械 青')).toEqual(['新城区青山机械（集团）有限公司工会']);
    expect(await names('nmg-officer', '青山 玩具')).toEqual([]);
    expect(await names('nmg-officer', '东')).toEqual(['东河区青山食品厂工会']);
    expect(await names('nmg-officer', '%%')).toEqual([]);
    expect(await names('nmg-officer', '__')).toEqual([]);
    expect(await names('nmg-officer', '👍👍')).toEqual([]);
  });

  test('follows a new name, another chair, another place and the end', async () => {
    const officer = await world.as('nmg-officer');
    const union = await make('nmg-officer', { orgCode: '150102', name: '旧名字制药厂工会', chairName: '欧阳某某' });
    expect(await names('xincheng-officer', '欧阳')).toEqual(['旧名字制药厂工会']);
    const renamed = await officer.put<Union>(`/unions/${union.id}`, {
      ...union,
      name: '新字号制药厂工会',
      chairName: '司马某某',
    });
    expect(renamed.status).toBe(200);
    expect([await names('nmg-officer', '旧名'), await names('nmg-officer', '欧阳')]).toEqual([[], []]);
    expect(await names('nmg-officer', '新字号制药')).toEqual(['新字号制药厂工会']);
    const moved = await officer.put<Union>(`/unions/${union.id}`, { ...renamed.body, orgCode: '150103' });
    expect(moved.status).toBe(200);
    expect(await names('xincheng-officer', '制药')).toEqual([]);
    expect(await names('huimin-admin', '制药')).toEqual(['新字号制药厂工会']);
    expect((await officer.del(`/unions/${union.id}`)).status).toBe(200);
    expect(await names('nmg-officer', '制药')).toEqual([]);
    const left = await world.owner.query('select from search_names where subject_id = $1', [union.id]);
    expect(left.rowCount).toBe(0);
  });

  test('a draft is found by its own side, an issued campaign by all below', async () => {
    await world.build.unions('150103', 2);
    const officer = await world.as('nmg-officer');
    const draft = await officer.post<{ id: string }>('/campaigns', { ...campaignInput, title: '春雷专项排查' });
    expect(await names('nmg-officer', '春雷', 'campaigns')).toEqual(['春雷专项排查']);
    expect(await names('huimin-admin', '春雷', 'campaigns')).toEqual([]);
    await officer.post(`/campaigns/${draft.body.id}/issue`, {});
    const found = await until(async () => {
      const now = await names('huimin-admin', '春雷', 'campaigns');
      return now.length > 0 ? now : null;
    });
    expect(found).toEqual(['春雷专项排查']);
    expect(await names('gd-officer', '春雷', 'campaigns')).toEqual([]);
  });

  test("a chair finds its own union and what came down to it, not the neighbours'", async () => {
    const [own] = await world.build.unions('150104', 3);
    await world.build.account({ username: 'yuquan-chair', role: 'reporter', orgCode: '150104', unionId: own! });
    expect(await names('yuquan-chair', '150104')).toEqual(['150104工会00001']);
    expect((await search('yuquan-chair', '公司')).body.groups.map(({ resource }) => resource)).not.toContain(
      'enterprises',
    );
  });

  test('the list of a noun finds the same as the search', async () => {
    await world.build.enterprises('150102', 2);
    const officer = await world.as('nmg-officer');
    const filter = async (resource: string, q: string) => (await officer.page(resource, { filter: { q } })).total;
    expect(await filter('unions', '青山')).toBe(2);
    expect(await filter('unions', '食品 青山')).toBe(1);
    expect(await filter('unions', '品')).toBe(1);
    expect(await filter('unions', '%')).toBe(0);
    const [enterprise] = await officer.list<{ uscc: string; name: string }>('enterprises');
    expect(await filter('enterprises', enterprise!.uscc.slice(3, 17))).toBeGreaterThan(0);
    expect(await filter('enterprises', '某某')).toBe(2);
    expect(await filter('campaigns', '春雷')).toBe(1);
  });

  test('refuses what is no search', async () => {
    expect((await search('nmg-officer', '')).status).toBe(400);
    expect((await search('nmg-officer', '青山', '&kinds=users')).status).toBe(400);
    expect((await search('nmg-officer', '青山', '&limit=51')).status).toBe(400);
    expect((await search('nmg-officer', '青'.repeat(101))).status).toBe(400);
    expect((await search('nmg-officer', '青山', '&kinds=sites')).body.groups).toEqual([]);
  });
});

describe('the index', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  test('keeps a name under the same pairs as the rule', async () => {
    const given = [
      'ＡＢＣ（中国）㈱Ⅱ',
      '新城区 第一　中学',
      '𠮷野家👍工会',
      'é́ｱｲ',
      '  边 缘 ',
      '甲',
      '100%_果汁\\厂',
      '呼和浩特市总工会',
    ];
    const { rows } = await world.owner.query<{ name: string; folded: string; keys: string[] }>(
      `select name, search_fold(name) as folded, search_keys('unions', '150102001', search_text(name, null)) as keys
       from unnest($1::text[]) as name`,
      [given],
    );
    for (const row of rows) {
      expect([row.name, row.folded]).toEqual([row.name, fold(row.name)]);
      const kept = new Set(row.keys.filter((key) => /^u15./u.test(key) && !/\s/u.test(key)));
      expect([row.name, [...kept].sort()]).toEqual([
        row.name,
        gramsOf(row.name)
          .map((gram) => `u15${gram}`)
          .sort(),
      ]);
      expect(row.keys.slice(-3)).toEqual(['u@1501', 'u@150102', 'u@150102001']);
    }
  });

  test('says how many there are up to a hundred, and that there are more', async () => {
    await world.build.unions('150102', 101);
    const person = await world.as('nmg-officer');
    const all = await person.get<SearchAnswer>('/search?q=150102&limit=3');
    expect(all.body.groups).toMatchObject([{ resource: 'unions', total: 100, more: true }]);
    expect(all.body.groups[0]!.rows).toHaveLength(3);
    const some = await person.get<SearchAnswer>(`/search?q=${encodeURIComponent('工会0010')}`);
    expect(some.body.groups).toMatchObject([{ resource: 'unions', total: 2, more: false }]);
    expect(some.body.groups[0]!.rows[0]).toMatchObject({
      name: '150102工会00100',
      orgCode: '150102',
      orgName: '新城区总工会',
    });
  });

  test('finds what the rule says, all of it and nothing else', async () => {
    const letter = fc.constantFrom(...Array.from('青山机械有限公司工会中学Ａb％_\\1（）　👍'));
    const part = fc.array(letter, { minLength: 1, maxLength: 5 }).map((all) => all.join(''));
    const names = fc
      .sample(fc.tuple(part, part, part), { seed: 7, numRuns: 45 })
      .map((parts, n) => ({ name: `${parts[0]}${parts[1]}${n}`.trim(), chair: parts[2] }));
    await world.owner.query(
      `insert into unions (province_code, org_code, name, kind, employees, members, chair_name)
       select '44', '440902', name, 'enterprise', 30, 20, chair from jsonb_to_recordset($1::jsonb) as n (name text, chair text)`,
      [JSON.stringify(names)],
    );
    await world.owner.query("select search_backfill('44')");
    const person = await world.as('gd-officer');
    const queries = fc.sample(fc.array(part, { minLength: 1, maxLength: 2 }), { seed: 8, numRuns: 60 });
    for (const query of [...queries.map((words) => words.join(' ')), '公司', '工会 山', '青']) {
      const words = wordsOf(query);
      const expected = names.filter(({ name, chair }) => isFound(`${name} ${chair}`, words)).map(({ name }) => name);
      const { body } = await person.get<SearchAnswer>(`/search?kinds=unions&limit=50&q=${encodeURIComponent(query)}`);
      const found = (body.groups ?? []).flatMap(({ rows }) => rows.map(({ name }) => name));
      expect([query, found.sort()]).toEqual([query, expected.sort()]);
    }
  });
});
