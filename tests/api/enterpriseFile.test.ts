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

describe('visits and letters', () => {
  test('a visit counts on its own day; the file knows how many and the latest', async () => {
    const officer = await by('xincheng-officer');
    const enterprise = await made();
    const visit = (visitedOn: string) =>
      officer.post<{ id: string; visitedOn: string; errors?: object }>('/visits', {
        enterpriseId: enterprise.id,
        visitedOn,
        visitorName: '王某',
        outcome: 'considering',
      });
    expect(await visit('2026-09-02')).toMatchObject({
      status: 422,
      body: { errors: { visitedOn: '日期不能晚于今天。' } },
    });
    const [first, second] = [(await visit('2026-08-30')).body, (await visit('2026-08-10')).body];
    const now = async () => (await officer.get<Enterprise>(`/enterprises/${enterprise.id}`)).body;
    expect(await now()).toMatchObject({ visitCount: 2, lastVisitOn: '2026-08-30', stalled: false, version: 1 });
    await officer.put(`/visits/${first.id}`, { ...first, visitedOn: '2026-08-05' });
    expect(await now()).toMatchObject({ visitCount: 2, lastVisitOn: '2026-08-10' });
    await officer.del(`/visits/${second.id}`);
    expect(await now()).toMatchObject({ visitCount: 1, lastVisitOn: '2026-08-05' });
    expect((await ledger(officer)).total.visits).toBe((await officer.page('visits', {})).total);
    const day = await world.owner.query<{ day: string; n: number }>(
      `select day::text, sum(n)::bigint as n from (select day, kind, org_code, n from progress_pending
         union all select day, kind, org_code, n from progress_entries) as all_days
       where kind = 'visit' and org_code = '150102' group by day having sum(n) <> 0`,
    );
    expect(day.rows).toEqual([{ day: '2026-08-05', n: 1 }]);
    expect(await officer.post('/visits', { ...first, enterpriseId: crypto.randomUUID() })).toMatchObject({
      status: 422,
      body: { errors: { enterpriseId: expect.any(String) } },
    });
    expect((await officer.del(`/enterprises/${enterprise.id}`)).status).toBe(409);
  });

  test('two visits at once are two', async () => {
    const officer = await by('xincheng-officer');
    const { id } = await made();
    const body = { enterpriseId: id, visitedOn: '2026-08-30', visitorName: '王某', outcome: 'informed' };
    await Promise.all(Array.from({ length: 6 }, () => officer.post('/visits', body)));
    expect((await officer.get<Enterprise>(`/enterprises/${id}`)).body.visitCount).toBe(6);
  });

  test('a letter needs an enterprise, a kind and a day; its reply ends it', async () => {
    const officer = await by('xincheng-officer');
    const enterprise = await made();
    const letter = {
      enterpriseId: enterprise.id,
      kind: 'rectification-opinion',
      docNo: '新工整〔2026〕1号',
      issuedOn: '2026-08-01',
      replyDueOn: '2026-08-20',
    };
    const faulty = async (more: object) => {
      const { status, body } = await officer.post<Refusal>('/letters', { ...letter, ...more });
      return [status, Object.keys(body.errors ?? {})];
    };
    expect(await faulty({ enterpriseId: undefined })).toEqual([422, ['enterpriseId']]);
    expect(await faulty({ enterpriseId: crypto.randomUUID() })).toEqual([422, ['enterpriseId']]);
    expect(await faulty({ kind: 'love-letter' })).toEqual([422, ['kind']]);
    expect(await faulty({ replyDueOn: '2026-07-01' })).toEqual([422, ['replyDueOn']]);
    expect(await faulty({ issuedOn: '2026-09-02', replyDueOn: '2026-09-30' })).toEqual([422, ['issuedOn']]);
    expect((await officer.page('letters', { filter: { enterpriseId: enterprise.id } })).total).toBe(0);
    const sent = await officer.post<{ id: string }>('/letters', letter);
    expect(sent).toMatchObject({
      status: 201,
      body: { overdue: true, kindName: '整改意见书', enterpriseName: enterprise.name },
    });
    expect(await faulty({})).toEqual([409, ['docNo']]);
    const work = async () =>
      (await officer.get<{ counts: { key: string; count: number }[] }>('/me/work')).body.counts.find(
        ({ key }) => key === 'lettersOverdue',
      )?.count;
    expect(await work()).toBe(1);
    const answered = await officer.put(`/letters/${sent.body.id}`, { ...sent.body, repliedOn: '2026-09-01' });
    expect(answered.body).toMatchObject({ overdue: false, repliedOn: '2026-09-01' });
    expect([await work(), (await officer.page('letters', { filter: { overdue: true } })).total]).toEqual([0, 0]);
    expect((await officer.del(`/letters/${sent.body.id}`)).status).toBe(409);
  });
});

describe('a move', () => {
  test('takes along what is open, leaves what was counted, and every total still adds up', async () => {
    const [city, district, there] = [
      await by('hohhot-officer'),
      await by('xincheng-officer'),
      await by('huimin-admin'),
    ];
    const [union] = await world.build.unions('150102002', 1);
    const enterprise = await made({ unionIds: [union], membersRecruited: 40 });
    await district.post('/visits', {
      enterpriseId: enterprise.id,
      visitedOn: '2026-08-30',
      visitorName: '王某',
      outcome: 'informed',
    });
    const letter = (docNo: string, repliedOn: string | null) =>
      district.post('/letters', {
        enterpriseId: enterprise.id,
        kind: 'handling-proposal',
        docNo,
        issuedOn: '2026-08-01',
        replyDueOn: '2026-08-20',
        repliedOn,
      });
    await letter('甲1', null);
    await letter('甲2', '2026-08-15');
    const before = await ledger(city);
    const rowOf = (report: LedgerReport, code: string) => report.rows.find((row) => row.code === code)!;
    const body = { orgCode: '150103', on: '2026-08-31', reason: '注册地迁至回民区' };
    expect(await act(district, enterprise.id, 'move', body)).toMatchObject({
      status: 422,
      body: { errors: { orgCode: expect.any(String) } },
    });
    expect(await act(city, enterprise.id, 'move', { ...body, on: '2026-09-02' })).toMatchObject({ status: 422 });
    expect(await act(city, enterprise.id, 'move', { ...body, orgCode: '440902' })).toMatchObject({ status: 422 });
    expect(await act(city, enterprise.id, 'move', { ...body, reason: undefined })).toMatchObject({ status: 422 });
    expect(await act(city, enterprise.id, 'move', body)).toMatchObject({
      status: 200,
      body: { orgCode: '150103', unionIds: [union] },
    });
    const after = await ledger(city);
    const { doors: _a, ...totalBefore } = before.total;
    const { doors: _b, ...totalAfter } = after.total;
    expect(totalAfter).toEqual(totalBefore);
    for (const [name, shift] of [
      ['established', 1],
      ['recruited', 40],
      ['lettersOut', 1],
      ['visits', 0],
    ] as const) {
      const gone = rowOf(before, '150102')[name]! - rowOf(after, '150102')[name]!;
      const come = (rowOf(after, '150103')[name] ?? 0) - (rowOf(before, '150103')?.[name] ?? 0);
      expect([name, gone, come]).toEqual([name, shift, shift]);
    }
    expect((await district.get(`/enterprises/${enterprise.id}`)).status).toBe(404);
    expect((await district.page('letters', { filter: { enterpriseId: enterprise.id } })).rows).toMatchObject([
      { docNo: '甲2' },
    ]);
    expect((await there.page('letters', { filter: { enterpriseId: enterprise.id } })).rows).toMatchObject([
      { docNo: '甲1' },
    ]);
    expect((await there.get<Enterprise>(`/enterprises/${enterprise.id}`)).body).toMatchObject({
      visitCount: 1,
      lastVisitOn: '2026-08-30',
    });
    // The old place keeps its visit and may mend it; the file follows, unseen.
    const [visit] = await district.list<{ id: string; enterpriseName: string | null }>('visits', {
      enterpriseId: enterprise.id,
    });
    expect(visit!.enterpriseName).toBeNull();
    await district.put(`/visits/${visit!.id}`, { ...visit, visitedOn: '2026-08-29' });
    expect((await there.get<Enterprise>(`/enterprises/${enterprise.id}`)).body.lastVisitOn).toBe('2026-08-29');
    expect(await there.list<HistoryEvent>('events', { subjectId: enterprise.id })).toMatchObject([
      {
        action: 'move',
        reason: body.reason,
        changes: { orgCode: ['150102', '150103'], movedOn: [null, '2026-08-31'] },
      },
    ]);
    expect(await district.put(`/enterprises/${enterprise.id}`, {})).toMatchObject({ status: 404 });
  });

  test('an open letter keeps its number, which must be free at the new place', async () => {
    const [city, there] = [await by('hohhot-officer'), await by('huimin-admin')];
    const numbered = { kind: 'handling-proposal', docNo: '同号', issuedOn: '2026-08-01', replyDueOn: '2026-08-20' };
    const [mine, theirs] = [await made(), await made({ orgCode: '150103' }, 'huimin-admin')];
    expect((await city.post('/letters', { ...numbered, enterpriseId: mine.id })).status).toBe(201);
    const letter = await there.post<{ id: string }>('/letters', { ...numbered, enterpriseId: theirs.id });
    const body = { orgCode: '150103', on: '2026-08-31', reason: '迁址' };
    expect(await act(city, mine.id, 'move', body)).toMatchObject({
      status: 409,
      body: { code: 'doc-no-taken-there', errors: { orgCode: expect.stringContaining('同号') } },
    });
    await there.del(`/letters/${letter.body.id}`);
    expect((await act(city, mine.id, 'move', body)).status).toBe(200);
  });

  test('a place is changed by a move and not by an edit', async () => {
    const enterprise = await made();
    expect(
      await (await by('hohhot-officer')).put(`/enterprises/${enterprise.id}`, { ...enterprise, orgCode: '150103' }),
    ).toMatchObject({
      status: 422,
      body: { errors: { orgCode: expect.any(String) } },
    });
  });
});
