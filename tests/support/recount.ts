import type pg from 'pg';
import type { Counts } from '../../shared/rules/measures.ts';

/** The measures counted anew from the records themselves, by their definitions in the domain and nothing of the ledger. */
export async function recount(owner: pg.Client, campaignId: string, orgCode: string, today: string): Promise<Counts> {
  const place = [campaignId, `${orgCode}%`];
  const unions = await owner.query<Counts>(
    `with items as (
       select inspection_id, count(*) filter (where status in ('open', 'returned', 'reopened')) as unsettled,
         count(*) filter (where status <> 'closed') as unclosed
       from rectifications where campaign_id = $1 and status <> 'withdrawn' group by inspection_id
     ), answered as (
       select i.*, coalesce(items.unsettled, 0) as unsettled, coalesce(items.unclosed, 0) as unclosed,
         items.inspection_id is not null as defective, i.status in ('submitted', 'approved') as submitted
       from inspections i left join items on items.inspection_id = i.id
       where i.campaign_id = $1 and i.org_code like $2
     )
     select count(*) filter (where status <> 'exempted')::int as targets,
       count(*) filter (where submitted)::int as submitted,
       count(*) filter (where submitted and defective)::int as defective,
       count(*) filter (where submitted and defective and unsettled = 0)::int as "rectifiedUnions",
       count(*) filter (where submitted and defective and unclosed = 0)::int as "closedUnions",
       count(*) filter (where submitted and answers -> 'Q13' ->> 'value' = 'yes')::int as shells
     from answered`,
    place,
  );
  const items = await owner.query<Counts>(
    `with counted as (
       select *, (rectified_at at time zone 'Asia/Shanghai')::date <= due_on as on_time
       from rectifications where campaign_id = $1 and org_code like $2 and status <> 'withdrawn'
     )
     select count(*)::int as items,
       count(*) filter (where status in ('rectified', 'closed'))::int as rectified,
       count(*) filter (where status = 'closed')::int as closed,
       count(*) filter (where status in ('rectified', 'closed') and on_time)::int as "onTime",
       count(*) filter (where status in ('open', 'returned', 'reopened') and due_on < $3)::int as overdue
     from counted`,
    [...place, today],
  );
  const rechecks = await owner.query<Counts>(
    `with newest as (
       select distinct on (i.rectification_id) i.outcome
       from reinspection_items i join rectifications r on r.id = i.rectification_id
       where r.campaign_id = $1 and r.org_code like $2 and i.outcome in ('held', 'relapsed')
       order by i.rectification_id, i.recorded_at desc
     )
     select count(*)::int as reinspected, count(*) filter (where outcome = 'relapsed')::int as relapsed from newest`,
    place,
  );
  return { ...unions.rows[0]!, ...items.rows[0]!, ...rechecks.rows[0]! };
}
