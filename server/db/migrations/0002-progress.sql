-- The ledger of progress (ADR 0004). A step writes its differences to progress_pending, the inbox, at the union's own
-- organisation and waits for nobody. Folding moves them into the journal (figures of any past instant), into the
-- counts of every level above (figures of now) and into the counts by day (the burn-down).

create table progress_pending (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  campaign_id uuid not null,
  org_code text collate "C" not null,
  at timestamptz not null,
  day date not null,
  kind text not null,
  stage text not null,
  item_key text not null,
  track text not null,
  due_on date not null,
  late boolean not null,
  shell boolean not null,
  n integer not null,
  constraint progress_pending_pk primary key (province_code, id),
  constraint progress_pending_province check (province_code = left(org_code, 2)),
  constraint progress_pending_kind check (kind in ('inspection', 'item'))
);
create index progress_pending_campaign on progress_pending (province_code, campaign_id, org_code);

create table progress_entries (like progress_pending including constraints);
alter table progress_entries add constraint progress_entries_pk primary key (province_code, id);
create index progress_entries_campaign on progress_entries (province_code, campaign_id, org_code, at);

create table progress_counts (
  province_code text collate "C" not null,
  campaign_id uuid not null,
  org_code text collate "C" not null,
  kind text not null,
  stage text not null,
  item_key text not null,
  track text not null,
  due_on date not null,
  late boolean not null,
  shell boolean not null,
  n integer not null,
  constraint progress_counts_pk primary key (province_code, campaign_id, org_code, kind, stage, item_key, track, due_on, late, shell)
);

create table progress_days (
  province_code text collate "C" not null,
  campaign_id uuid not null,
  org_code text collate "C" not null,
  day date not null,
  kind text not null,
  stage text not null,
  due_on date not null,
  late boolean not null,
  shell boolean not null,
  n integer not null,
  constraint progress_days_pk primary key (province_code, campaign_id, org_code, day, kind, stage, due_on, late, shell)
);

-- Moves up to `batch` differences out of the inbox; returns how many. Safe to call from several servers at once.
create function platform_fold_progress(batch integer) returns bigint
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
    insert into progress_days as d (province_code, campaign_id, org_code, day, kind, stage, due_on, late, shell, n)
    select province_code, campaign_id, level_code, day, kind, stage, due_on, late, shell, sum(n)
    from lifted
    group by province_code, campaign_id, level_code, day, kind, stage, due_on, late, shell
    having sum(n) <> 0
    order by province_code, campaign_id, level_code, day, kind, stage, due_on, late, shell
    on conflict on constraint progress_days_pk do update set n = d.n + excluded.n
  )
  select count(*) into moved_rows from moved;
  return moved_rows;
end
$$;
