import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { attempt } from '../../server/features/failed-jobs/attempt.ts';
import type { FailedJob } from '../../shared/failed-jobs.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Notification } from '../../shared/notifications.ts';
import { maximumAttempts } from '../../shared/rules/attempts.ts';
import { answersWith, issuedCampaign, openWorld, until, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 3);
  await issuedCampaign(world);
});
afterAll(() => world?.close());

const sql = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await world.owner.query<R>(text, values)).rows;

/** From now on nobody can be told that there is something to review. */
const poison = () =>
  sql(`
    create function poison() returns trigger language plpgsql as $$
    begin raise exception 'never of this kind: %', new.params using errcode = '23514', constraint = 'poison'; end $$;
    create trigger poison before insert on notifications for each row when (new.kind = 'to-review') execute function poison()`);
const cure = () => sql('drop trigger poison on notifications; drop function poison()');

async function submit(n: number): Promise<Inspection> {
  const district = await world.as('xincheng-officer');
  const rows = await district.list<Inspection>('inspections', { status: 'pending' });
  const answer = await district.post<Inspection>(`/inspections/${rows[n]!.id}/submit`, {
    answers: answersWith(['Q4']),
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const noticesOf = async (username: string, kind: string) =>
  (await world.as(username)).list<Notification>('notifications', { kind });
const failed = async (filter: object = {}) => (await world.as('operator')).list<FailedJob>('failed-jobs', filter);
const waiting = async () => (await sql<{ n: number }>('select count(*)::int as n from notification_outbox'))[0]!.n;
/** Lets the pauses between attempts pass. */
const hurry = () => sql("update failed_jobs set next_at = now() where status = 'retrying'");

describe('a step that can never be told', () => {
  test('is counted, holds up no other step of its province, and is set aside after the last attempt', async () => {
    await until(async () => ((await waiting()) === 0 ? true : null));
    await poison();
    const inspection = await submit(0);
    await until(async () => ((await failed()).length > 0 ? true : null));

    const district = await world.as('xincheng-officer');
    const [item] = await district.list<{ id: string }>('rectifications', { inspectionId: inspection.id });
    expect((await district.post(`/rectifications/${item!.id}/rectify`, { measures: '已整改' })).status).toBe(200);
    await until(async () => ((await noticesOf('hohhot-officer', 'to-verify')).length === 1 ? true : null));

    const aside = await until(async () => {
      await hurry();
      return (await failed({ status: 'set-aside' }))[0] ?? null;
    });
    expect(aside).toMatchObject({
      kind: 'tell-step',
      orgCode: '15',
      attempts: maximumAttempts,
      fault: '23514 poison',
      nextAt: null,
      mayActions: ['retry', 'give-up'],
    });
    expect(await waiting()).toBe(1);
    expect(await noticesOf('hohhot-officer', 'to-review')).toEqual([]);
  });

  test('concerns the operator alone', async () => {
    for (const username of ['nmg-admin', 'nmg-officer', 'nation-leader', 'gd-admin'])
      expect([username, (await (await world.as(username)).get('/failed-jobs')).status]).toEqual([username, 403]);
  });

  test('is told when the operator tries again after the cause has gone, and stands in the history', async () => {
    await cure();
    const operator = await world.as('operator');
    const [aside] = await failed();
    const stale = await operator.post(`/failed-jobs/${aside!.id}/retry`, { version: aside!.version - 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
    const again = await operator.post<FailedJob>(`/failed-jobs/${aside!.id}/retry`, { version: aside!.version });
    expect([again.status, again.body]).toEqual([200, expect.objectContaining({ status: 'retrying', attempts: 0 })]);
    await until(async () => ((await failed()).length === 0 && (await waiting()) === 0 ? true : null));
    const history = await (await world.as('nmg-admin')).list<{ action: string }>('events', { subjectId: aside!.id });
    expect(history.map(({ action }) => action)).toEqual(['retry']);
  });

  test('is forgotten when the operator gives it up, and may still be tried again', async () => {
    await poison();
    await submit(0);
    const [job] = await until(async () => {
      const rows = await failed();
      return rows.length > 0 ? rows : null;
    });
    const operator = await world.as('operator');
    const given = await operator.post<FailedJob>(`/failed-jobs/${job!.id}/give-up`, {});
    expect([given.status, given.body]).toEqual([
      200,
      expect.objectContaining({ status: 'given-up', nextAt: null, mayActions: ['retry'] }),
    ]);
    await until(async () => ((await waiting()) === 0 ? true : null));
    expect((await operator.post(`/failed-jobs/${job!.id}/give-up`, {})).status).toBe(409);
    await cure();
    expect((await operator.post(`/failed-jobs/${job!.id}/retry`, {})).status).toBe(200);
  });
});

test('a campaign that can not be issued is set aside, and issued when the operator tries again', async () => {
  await sql(`
    create function poison() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '22012'; end $$;
    create trigger poison before insert on inspections for each row execute function poison()`);
  const officer = await world.as('gd-officer');
  await world.build.unions('440902', 2);
  const draft = await officer.post<{ id: string }>('/campaigns', {
    title: '自查',
    checklistId: (await officer.list<{ id: string }>('checklists', { purpose: 'self-inspection' }))[0]!.id,
    startsOn: '2026-09-01',
    submitBy: '2026-09-20',
    immediateDueOn: '2026-09-30',
    scheduledDueOn: '2026-12-31',
    scope: { orgCodes: ['44'] },
  });
  expect((await officer.post(`/campaigns/${draft.body.id}/issue`, {})).status).toBe(200);
  const job = await until(async () => (await failed({ kind: 'issue-campaign' }))[0] ?? null);
  expect(job).toMatchObject({ orgCode: '44', status: 'retrying', attempts: 1, fault: '22012' });
  await sql('drop trigger poison on inspections');
  await (await world.as('operator')).post(`/failed-jobs/${job.id}/retry`, {});
  await until(async () => {
    const { body } = await officer.get<{ status: string }>(`/campaigns/${draft.body.id}`);
    return body.status === 'issued' ? true : null;
  });
  await until(async () => ((await failed({ kind: 'issue-campaign' })).length === 0 ? true : null));
});

test('attempts of one moment are counted once, and what the operator decides meanwhile stands', async () => {
  const job = { province: '15', kind: 'tell-step', subjectId: randomUUID() } as const;
  const counted = async () =>
    (
      await sql<{ attempts: number; status: string }>(
        `select attempts, status from failed_jobs where subject_id = '${job.subjectId}'`,
      )
    )[0];
  const no = () => Promise.reject(new Error('no'));
  // The one takes it up before the other has failed, and fails after it.
  const both = await attempt(world.deps, job, async () => {
    await attempt(world.deps, job, no);
    await no();
  });
  expect(both).toBe(false);
  expect(await counted()).toEqual({ attempts: 1, status: 'retrying' });

  await hurry();
  expect(await attempt(world.deps, job, no)).toBe(false);
  expect(await counted()).toEqual({ attempts: 2, status: 'retrying' });

  await hurry();
  const [row] = await sql<{ id: string }>('select id from failed_jobs where subject_id = $1', [job.subjectId]);
  const givenUp = attempt(world.deps, job, async () => {
    await (await world.as('operator')).post(`/failed-jobs/${row!.id}/give-up`, {});
    await no();
  });
  expect(await givenUp).toBe(false);
  expect(await counted()).toEqual({ attempts: 2, status: 'given-up' });
});
