import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Enterprise, LedgerReport } from '../../shared/enterprises.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Client } from '../support/client.ts';
import { enterpriseInput } from '../support/enterprises.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);

async function made(more: object = {}, username = 'xincheng-officer'): Promise<Enterprise> {
  const answer = await (await by(username)).post<Enterprise>('/enterprises', enterpriseInput(more));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

type Refusal = { code?: string; errors?: Record<string, string>; current?: { id: string; name: string } };
const act = <T = Enterprise & Refusal>(person: Client, id: string, action: string, body: object) =>
  person.post<T>(`/enterprises/${id}/${action}`, body);
const ledger = async (person: Client, orgCode?: string) =>
  (await person.get<LedgerReport>(`/reports/ledger${orgCode ? `?orgCode=${orgCode}` : ''}`)).body;

describe('one code, one file', () => {
  test('a hit in the own area leads to it; one elsewhere is told without its data', async () => {
    const theirs = await made({ orgCode: '150103', name: '回民区某某厂' }, 'hohhot-officer');
    const own = await made();
    const district = await by('xincheng-officer');
    const again = await district.post<Refusal>('/enterprises', enterpriseInput({ uscc: own.uscc.toLowerCase() }));
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'uscc-taken', current: { id: own.id, name: own.name }, errors: { uscc: expect.any(String) } },
    });
    const elsewhere = await district.post<Refusal>('/enterprises', enterpriseInput({ uscc: theirs.uscc }));
    expect(elsewhere).toMatchObject({ status: 409, body: { code: 'uscc-elsewhere' } });
    expect(elsewhere.body.errors!['uscc']).toContain('内蒙古自治区总工会');
    expect(elsewhere.body.current).toBeUndefined();
    expect(JSON.stringify(elsewhere.body)).not.toMatch(new RegExp(`${theirs.id}|回民区|150103`));
    // The city sees both, and another province knows nothing of either.
    expect(
      await (await by('hohhot-officer')).post('/enterprises', enterpriseInput({ uscc: theirs.uscc })),
    ).toMatchObject({
      body: { code: 'uscc-taken', current: { id: theirs.id } },
    });
    const other = await (
      await by('gd-officer')
    ).post('/enterprises', enterpriseInput({ orgCode: '440902', uscc: own.uscc }));
    expect(other.status).toBe(201);
  });

  test('two at once end in one file and the same answer', async () => {
    const twice = enterpriseInput();
    const [district, city] = [await by('xincheng-officer'), await by('hohhot-officer')];
    const answers = await Promise.all([district, city].map((person) => person.post<Refusal>('/enterprises', twice)));
    const refused = answers.find(({ status }) => status === 409)!;
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(refused.body).toMatchObject({ code: 'uscc-taken', current: { name: twice.name } });
  });

  test('a wrong check character, a wrong union, a place outside: at the field, and nothing is written', async () => {
    const officer = await by('xincheng-officer');
    const { total } = await officer.page('enterprises', {});
    const [foreign] = await world.build.unions('150103', 1);
    for (const [wrong, field] of [
      [{ uscc: '911501020000000000' }, 'uscc'],
      [{ orgCode: '150103' }, 'orgCode'],
      [{ unionIds: [foreign] }, 'unionIds'],
      [{ stage: 'established' }, 'unionIds'],
    ] as const) {
      const answer = await officer.post<Refusal>('/enterprises', enterpriseInput(wrong));
      expect([answer.status, Object.keys(answer.body.errors ?? {})]).toEqual([422, [field]]);
    }
    expect((await officer.page('enterprises', {})).total).toBe(total);
  });
});

describe('stages', () => {
  test('forwards in one step; backwards needs a note; the author takes it back', async () => {
    const officer = await by('xincheng-officer');
    const enterprise = await made();
    expect(enterprise).toMatchObject({ stage: 'outreach', stageSince: '2026-09-01', eligible: true, stalled: true });
    expect(enterprise.mayActions).toEqual(['change-stage', 'move']);
    const willing = await act(officer, enterprise.id, 'change-stage', { stage: 'willing', note: '已同意', version: 1 });
    expect(willing).toMatchObject({ status: 200, body: { stage: 'willing' } });
    expect(willing.body.mayActions).toContain('withdraw');
    expect(await act(officer, enterprise.id, 'change-stage', { stage: 'outreach' })).toMatchObject({
      status: 422,
      body: { errors: { note: '请写明理由。' } },
    });
    expect(await act(officer, enterprise.id, 'change-stage', { stage: 'forming', version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'stale-version', current: { id: enterprise.id } },
    });
    expect(await act(officer, enterprise.id, 'change-stage', { stage: 'willing' })).toMatchObject({ status: 409 });
    expect((await act(await by('hohhot-officer'), enterprise.id, 'withdraw', {})).status).toBe(409);
    expect((await act(officer, enterprise.id, 'withdraw', {})).body).toMatchObject({ stage: 'outreach' });
    const events = await officer.list<HistoryEvent>('events', { subjectId: enterprise.id });
    expect(events.map(({ action, reason, changes }) => [action, reason, changes?.['stage']]).reverse()).toEqual([
      ['create', null, [null, 'outreach']],
      ['change-stage', '已同意', ['outreach', 'willing']],
      ['withdraw', null, ['willing', 'outreach']],
    ]);
  });

  test('covered by a union and established are the same thing', async () => {
    const officer = await by('xincheng-officer');
    const [one, two] = await world.build.unions('150102', 2);
    const enterprise = await made();
    expect(await act(officer, enterprise.id, 'change-stage', { stage: 'established' })).toMatchObject({
      status: 422,
      body: { errors: { unionIds: expect.any(String) } },
    });
    // Linking makes it established, with its own event.
    const linked = await officer.put<Enterprise>(`/enterprises/${enterprise.id}`, {
      ...enterprise,
      unionIds: [one, two],
    });
    expect(linked.body).toMatchObject({ stage: 'established', unionIds: [one, two].sort() });
    const last = await officer.put<Refusal>(`/enterprises/${enterprise.id}`, { ...linked.body, unionIds: [] });
    expect(last).toMatchObject({ status: 422, body: { errors: { unionIds: expect.any(String) } } });
    // A body without unions keeps them, and its stage is ignored.
    const { unionIds: _unions, ...facts } = linked.body;
    const kept = await officer.put<Enterprise>(`/enterprises/${enterprise.id}`, { ...facts, stage: 'refused' });
    expect(kept.body).toMatchObject({ stage: 'established', unionIds: [one, two].sort() });
    const left = await act(officer, enterprise.id, 'change-stage', { stage: 'forming', note: '工会已撤销' });
    expect(left.body).toMatchObject({ stage: 'forming', unionIds: [] });
    expect((await act(officer, enterprise.id, 'withdraw', {})).body).toMatchObject({
      stage: 'established',
      unionIds: [one, two].sort(),
    });
    // A joint union covers several, an enterprise has two: each counts once.
    await made({ unionIds: [one] });
    expect((await officer.page('enterprises', { filter: { unionId: one } })).total).toBe(2);
    const { total } = await ledger(officer);
    expect(total.established).toBe((await officer.page('enterprises', { filter: { stage: 'established' } })).total);
  });

  test('a merged union hands on what it covers; what a dissolved one leaves bare is in outreach again', async () => {
    const officer = await by('xincheng-officer');
    const [from, into, other] = await world.build.unions('150102001', 3);
    const [alone, shared] = [await made({ unionIds: [from] }), await made({ unionIds: [from, other] })];
    const merge = await officer.post(`/unions/${from}/merge`, {
      intoId: into,
      openWork: 'end',
      on: '2026-08-31',
      reason: '两会合并',
    });
    expect([merge.status, (await officer.get<Enterprise>(`/enterprises/${alone.id}`)).body.unionIds]).toEqual([
      200,
      [into],
    ]);
    const end = await officer.post(`/unions/${into}/dissolve`, { on: '2026-09-01', reason: '企业注销' });
    expect(end.status).toBe(200);
    expect((await officer.get<Enterprise>(`/enterprises/${alone.id}`)).body).toMatchObject({
      stage: 'outreach',
      unionIds: [],
    });
    expect((await officer.get<Enterprise>(`/enterprises/${shared.id}`)).body).toMatchObject({
      stage: 'established',
      unionIds: [other],
    });
  });

  test('a leader reads and changes nothing', async () => {
    const enterprise = await made();
    const leader = await by('nmg-leader');
    expect((await leader.get<Enterprise>(`/enterprises/${enterprise.id}`)).body.mayActions).toEqual([]);
    expect((await act(leader, enterprise.id, 'change-stage', { stage: 'willing' })).status).toBe(403);
  });
});
