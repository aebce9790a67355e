import type pg from 'pg';
import type { Bulletin } from '../shared/bulletins.ts';
import { addDays, dayOf } from '../shared/rules/days.ts';
import { signIn } from './kinds.ts';
import { send, type Call } from './load.ts';
import type { Service } from './processes.ts';

export type DocumentFigures = {
  circular: { cities: number; makeMs: number; documentMs: number; kb: number };
  notices: { unions: number; ms: number; kb: number; memoryMb: number | null };
};

const UNIONS = 500;

async function timed(call: Call, status: number): Promise<{ ms: number; text: string; bytes: number }> {
  const begun = performance.now();
  const answer = await send(call);
  if (answer.status !== status)
    throw new Error(`${call.method} ${call.url}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return {
    ms: performance.now() - begun,
    text: answer.text,
    bytes: Number(answer.headers['content-length'] ?? answer.text.length),
  };
}

/** A circular over all cities of 广东, and its Word file; the better of `rounds`. */
async function measureCircular(app: string, admin: pg.Client, rounds: number): Promise<DocumentFigures['circular']> {
  const headers = await signIn(app, 'gd-officer');
  const { rows } = await admin.query<{ id: string; cities: number }>(`
    select id, (select count(*)::int from organisations where superior_code = '44') as cities from campaigns
    where org_code = '44' and status = 'issued' limit 1`);
  const [campaign] = rows;
  const cutOffAt = `${addDays(dayOf(new Date()), -1)}T18:00:00+08:00`;
  const taken = { cities: campaign!.cities, makeMs: Infinity, documentMs: Infinity, kb: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const body = { campaignId: campaign!.id, cutOffAt };
    const made = await timed({ method: 'POST', url: `${app}/api/bulletins`, headers, body }, 201);
    const { id } = JSON.parse(made.text) as Bulletin;
    const file = await timed({ method: 'GET', url: `${app}/api/bulletins/${id}/document.docx`, headers }, 200);
    taken.makeMs = Math.min(taken.makeMs, made.ms);
    taken.documentMs = Math.min(taken.documentMs, file.ms);
    taken.kb = file.bytes / 1024;
  }
  return taken;
}

/** Rectification notices for many unions in one file, and the most memory that a fresh server held with it. */
async function measureNotices(service: Service, admin: pg.Client): Promise<DocumentFigures['notices']> {
  const headers = await signIn(service.url, 'nmg-officer');
  const { rows } = await admin.query<{ unionId: string; campaignId: string }>(`
    select distinct r.union_id as "unionId", r.campaign_id as "campaignId" from rectifications r
    join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id and c.status = 'issued'
    where r.province_code = '15' and r.status in ('open', 'returned', 'reopened') order by 1 limit ${UNIONS}`);
  const filter = { campaignId: rows[0]!.campaignId, unionId: rows.map(({ unionId }) => unionId) };
  const file = await timed(
    {
      method: 'POST',
      url: `${service.url}/api/reports/notices`,
      headers,
      body: { kind: 'rectification', filter, docNoPrefix: '内工整〔2026〕' },
    },
    200,
  );
  return { unions: rows.length, ms: file.ms, kb: file.bytes / 1024, memoryMb: service.peakMemoryMb() };
}

/** `service` has done nothing else, so that its memory is that of the documents. */
export async function measureDocuments(service: Service, admin: pg.Client): Promise<DocumentFigures> {
  const notices = await measureNotices(service, admin);
  return { circular: await measureCircular(service.url, admin, 3), notices };
}
