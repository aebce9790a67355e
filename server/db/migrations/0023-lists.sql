-- Lists at national scale (ADR 0023): totals from counts that the server keeps between two foldings, and pages in the order
-- of an index.

-- How often the counts of a place have been folded: counts read at this number are those of now until it moves.
create table progress_folds (
  province_code text collate "C" not null,
  campaign_id uuid not null,
  org_code text collate "C" not null,
  folds bigint not null,
  constraint progress_folds_pk primary key (province_code, campaign_id, org_code),
  constraint progress_folds_province check (province_code = left(org_code, 2))
);
alter table progress_folds enable row level security;
alter table progress_folds force row level security;
create policy progress_folds_owner on progress_folds to current_user using (true);
create policy progress_folds_scope on progress_folds using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
grant select on progress_folds to :app_role;

insert into progress_folds (province_code, campaign_id, org_code, folds)
select distinct province_code, campaign_id, org_code, 1 from progress_counts;

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

-- Items by due day within a state, which is how they are worked through; it replaces two that each served a part.
create index rectifications_due_day on rectifications (province_code, status, due_on, id)
  include (campaign_id, org_code, union_id);
drop index rectifications_campaign_status;
drop index rectifications_due;

-- Totals by state and place are kept now, so these need no column beside their key; without one, all rows of a state and a
-- place share an entry, which makes them a sixth of their size.
drop index rectifications_campaign_count;
create index rectifications_campaign on rectifications (province_code, campaign_id, status, org_code);
drop index inspections_campaign_stage;
create index inspections_campaign_stage on inspections (province_code, campaign_id, stage, org_code);

-- Inspections of a campaign by state; the deadline is the campaign's, so within it they stand by their id.
create index inspections_campaign_status on inspections (province_code, campaign_id, status, id) include (org_code, union_id);

-- The register of unions by what its columns are sorted by. Row security reads org_code and id.
create index unions_by_name on unions (province_code, active, name, id) include (org_code);
create index unions_by_employees on unions (province_code, active, employees, id) include (org_code);
create index unions_by_term on unions (province_code, active, term_ends_on, id) include (org_code);
create index unions_by_certificate on unions (province_code, active, certificate_ends_on, id) include (org_code);
drop index unions_term;
drop index unions_certificate;

-- The history of a province, newest first.
create index events_by_time on events (province_code, at, id);
