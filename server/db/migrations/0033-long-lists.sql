-- Long lists, measured with the nation's data (ADR 0023).

create or replace function platform_fold_progress(batch integer) returns bigint
language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  moved_rows bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('progress.fold')) then
    return 0;
  end if;
  -- Up to the last of the batch, and not by a join with it: of an inbox that has just been filled the planner expects a
  -- few rows, and compared each of a million with each.
  with moved as (
    delete from progress_pending
    where id <= (
      select id from (select id from progress_pending order by id limit batch) as next order by id desc limit 1)
    returning *
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
  ), stamped as (
    insert into progress_folds as f (province_code, campaign_id, org_code, folds)
    select distinct province_code, campaign_id, level_code, 1 from lifted
    order by province_code, campaign_id, level_code
    on conflict on constraint progress_folds_pk do update set folds = f.folds + 1
  )
  select count(*) into moved_rows from moved;
  return moved_rows;
end
$$;

-- Item and track belong together with the due day, so whoever asks for one item passes all days of the other track: in the
-- index alone.
drop index rectifications_due_day;
create index rectifications_due_day on rectifications (province_code, status, due_on, id)
  include (campaign_id, org_code, union_id, item_key, track);
-- Extensions that wait to be decided: one item in four hundred. Shell unions: three in a hundred.
create index rectifications_extension on rectifications (province_code, status, due_on, id) where extension_pending;
create index inspections_shells on inspections (province_code, campaign_id, status, id) where shell;
-- Larger than the inspections' unique key again: of two indexes that fit a table without statistics the planner takes the
-- smaller one, and issuing asks for the key.
drop index inspections_campaign_stage;
create index inspections_campaign_stage on inspections (province_code, campaign_id, stage, org_code) include (union_id);
