-- The ledger of counts also keeps the registers: under the campaign of all zeros stand unions with their results,
-- enterprises, visits and sites, with the same inbox, journal, counts by level and counts by day.

alter table progress_pending drop constraint progress_pending_kind;
alter table progress_entries drop constraint progress_pending_kind;
alter table progress_pending add constraint progress_pending_kind check (
  kind in ('inspection', 'item', 'recheck', 'union', 'have', 'employees', 'members', 'enterprise', 'visit', 'recruit', 'site'));
alter table progress_entries add constraint progress_entries_kind check (
  kind in ('inspection', 'item', 'recheck', 'union', 'have', 'employees', 'members', 'enterprise', 'visit', 'recruit', 'site'));

-- People are counted too: the employees of a province are more than an integer's worth of unions allows for.
alter table progress_pending alter column n type bigint;
alter table progress_entries alter column n type bigint;
alter table progress_counts alter column n type bigint;
alter table progress_days alter column n type bigint;

-- What happened after an instant, to tell the figures of that instant back from those of now.
create index progress_entries_at on progress_entries (province_code, campaign_id, at);

-- Which have, which batch: kept by day too. The burn-down of items does not need their key.
alter table progress_days add column item_key text not null default '';
alter table progress_days drop constraint progress_days_pk;
alter table progress_days add constraint progress_days_pk primary key
  (province_code, campaign_id, org_code, day, kind, stage, item_key, due_on, late, shell);

create or replace function platform_fold_progress(batch integer) returns bigint
language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  moved_rows bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('progress.fold')) then
    return 0;
  end if;
  with moved as (
    delete from progress_pending p
    using (select province_code, id from progress_pending order by id limit batch) as next
    where p.province_code = next.province_code and p.id = next.id
    returning p.*
  ), kept as (
    insert into progress_entries
      (province_code, id, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
    select province_code, id, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n
    from moved
  ), lifted as (
    select m.*, left(m.org_code, width) as level_code
    from moved m, unnest(array[2, 4, 6, 9]) as width
    where width <= length(m.org_code)
  ), counted as (
    insert into progress_counts as c (province_code, campaign_id, org_code, kind, stage, item_key, track, due_on, late, shell, n)
    select province_code, campaign_id, level_code, kind, stage, item_key, track, due_on, late, shell, sum(n)
    from lifted
    group by province_code, campaign_id, level_code, kind, stage, item_key, track, due_on, late, shell
    having sum(n) <> 0
    order by province_code, campaign_id, level_code, kind, stage, item_key, track, due_on, late, shell
    on conflict on constraint progress_counts_pk do update set n = c.n + excluded.n
  ), by_day as (
    insert into progress_days as d (province_code, campaign_id, org_code, day, kind, stage, item_key, due_on, late, shell, n)
    select province_code, campaign_id, level_code, day, kind, stage, day_key, due_on, late, shell, sum(n)
    from (select *, case when kind in ('inspection', 'item') then '' else item_key end as day_key from lifted) as keyed
    group by province_code, campaign_id, level_code, day, kind, stage, day_key, due_on, late, shell
    having sum(n) <> 0
    order by province_code, campaign_id, level_code, day, kind, stage, day_key, due_on, late, shell
    on conflict on constraint progress_days_pk do update set n = d.n + excluded.n
  )
  select count(*) into moved_rows from moved;
  return moved_rows;
end
$$;

-- What stood already when the registers began to be counted.
insert into progress_pending
  (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
select province_code, '00000000-0000-0000-0000-000000000000', org_code, now(), (now() at time zone 'Asia/Shanghai')::date,
  counted.kind, counted.stage, counted.item_key, '', 'infinity', false, false, sum(counted.n)
from unions u
cross join lateral (
  select 'union' as kind,
    case when u.standard is null then 'unassessed' when u.standard then 'standard' else 'substandard' end as stage,
    '' as item_key, 1 as n
  union all select 'employees', '', '', u.employees
  union all select 'members', '', '', u.members
  union all select 'have', case when value = 'true'::jsonb then 'pass' else 'fail' end, key, 1 from jsonb_each(u.six_haves)
) as counted
where u.active and counted.n <> 0
group by u.province_code, u.org_code, counted.kind, counted.stage, counted.item_key;
