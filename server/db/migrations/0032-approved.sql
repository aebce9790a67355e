-- The ledger tells approved inspections from those that wait for review, so that lists of either are counted by it: of an
-- inspection `track` says `approved` once it is. What was counted before takes its place now; every figure of the past
-- stands, because none of them looks at it.
insert into progress_pending
  (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
select i.province_code, i.campaign_id, i.org_code, now(), (now() at time zone 'Asia/Shanghai')::date, 'inspection', i.stage, '', t.track,
  'infinity', false, i.shell, sum(t.n)
from inspections i cross join (values ('', -1), ('approved', 1)) as t (track, n)
where i.status = 'approved'
group by i.province_code, i.campaign_id, i.org_code, i.stage, i.shell, t.track;
