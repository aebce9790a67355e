import type { BenchDatabase } from './database.ts';
import type { Kind, Headers, Servers } from './kinds.ts';
import type { Call, Next } from './load.ts';
import { condition, places, type ScopeName } from './places.ts';

/** The smallest first: its items are the larger ones' too. */
const acting: readonly ScopeName[] = ['district', 'city', 'province'];
const body = { measures: '已整改到位' };
/** Of the bare server, so that what it left half done can be found and put back. */
const BARE = 'bare';

/** "rectify" of items that are open: each can be marked once, so both servers take from one heap. */
export async function openSteps({ app, bare }: Servers, { admin }: BenchDatabase, headers: Record<ScopeName, Headers>) {
  const kinds: Kind[] = [];
  const taken = new Set<string>();
  for (const scope of acting) {
    const place = condition(places[scope].orgCode, 'r', 1);
    const { rows } = await admin.query<{ id: string }>(
      `select r.id from rectifications r join inspections i on i.province_code = r.province_code and i.id = r.inspection_id
       where ${place.text} and r.status = 'open' and r.evidence <> 'required' and not r.extension_pending
         and i.status in ('submitted', 'approved') order by md5(r.id::text) limit 12000`,
      place.values,
    );
    // Neither server may use up what the other is to take.
    const [ours, theirs] = [0, 1].map((half) => rows.filter((_, index) => index % 2 === half).map(({ id }) => id));
    const take = (heap: string[], call: (id: string) => Call): Next =>
      function next() {
        const id = heap.pop();
        if (!id) return undefined;
        if (taken.has(id)) return next();
        taken.add(id);
        return call(id);
      };
    kinds.push({
      group: 'step',
      name: 'transition: rectify',
      scope,
      app: take(ours!, (id) => ({
        method: 'POST',
        url: `${app}/api/rectifications/${id}/rectify`,
        headers: headers[scope],
        body,
      })),
      bare: take(theirs!, (id) => ({ method: 'POST', url: `${bare}/rectify?id=${id}`, body })),
      target: { share: 0.45 },
    });
  }
  return kinds;
}

/** Takes back what the bare server did past the ledger, so that a data folder that is used again still adds up. */
export async function takeBackBare({ admin }: BenchDatabase): Promise<void> {
  await admin.query('begin');
  await admin.query(
    `with moved as (
       update rectifications set status = 'open', measures = null, rectified_at = null, rectified_by = null, late = false,
         version = version - 1
       where province_code = '15' and rectified_by = $1 returning inspection_id
     ), counted as (select inspection_id, count(*)::int as n from moved group by inspection_id)
     update inspections i set open_count = open_count + n, stage = 'defective' from counted c
     where i.province_code = '15' and i.id = c.inspection_id`,
    [BARE],
  );
  await admin.query("delete from events where province_code = '15' and actor_name = $1", [BARE]);
  await admin.query('commit');
}
