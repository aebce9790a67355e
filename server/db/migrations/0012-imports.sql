-- Workbooks that are brought in. An import belongs to the person who brought it, at the place where that person stood.
create table imports (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  requested_by uuid not null,
  kind text not null,
  language text not null,
  params jsonb not null default '{}',
  filename text not null,
  bytes bigint not null,
  -- Null once the file has been dropped.
  sha256 text,
  status text not null default 'reading',
  policy text,
  total integer not null default 0,
  done integer not null default 0,
  creates integer not null default 0,
  updates integer not null default 0,
  unchanged integer not null default 0,
  faults integer not null default 0,
  ignored jsonb not null default '[]',
  -- Why it could not be taken, or what became of it: a message code with its parameters.
  failure jsonb,
  attempts integer not null default 0,
  -- Real time: when the work on it was last alive.
  beat_at timestamptz not null default now(),
  -- Names of a large import are indexed after its commit.
  names_pending boolean not null default false,
  finished_at timestamptz,
  dropped_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint imports_pk primary key (province_code, id),
  constraint imports_province check (province_code = left(org_code, 2)),
  constraint imports_org_fk foreign key (org_code) references organisations (code),
  constraint imports_requester_fk foreign key (requested_by) references users (id) on delete cascade,
  constraint imports_status check (
    status in ('reading', 'ready', 'writing', 'done', 'undoing', 'undone', 'failed', 'cancelled')),
  constraint imports_policy check (policy in ('stop', 'skip')),
  constraint imports_written check (status not in ('writing', 'done', 'undoing', 'undone') or policy is not null)
);
create index imports_requester on imports (requested_by, created_at);
create index imports_unfinished on imports (beat_at)
  where status in ('reading', 'writing', 'undoing') or names_pending;
create index imports_kept on imports (created_at) where dropped_at is null;

-- What each row of the file comes to. Unchanged rows keep no values.
create table import_rows (
  province_code text collate "C" not null,
  import_id uuid not null,
  row integer not null,
  org_code text collate "C" not null,
  requested_by uuid not null,
  outcome text not null,
  label text not null,
  target_id uuid,
  target_version integer,
  "values" jsonb,
  changes jsonb,
  errors jsonb,
  -- The version that the writing gave the record, where that is not the first or the next one.
  written_version integer,
  constraint import_rows_pk primary key (province_code, import_id, row),
  constraint import_rows_import_fk foreign key (province_code, import_id) references imports (province_code, id)
    on delete cascade,
  constraint import_rows_province check (province_code = left(org_code, 2)),
  constraint import_rows_outcome check (outcome in ('create', 'update', 'unchanged', 'error'))
);
create index import_rows_outcome on import_rows (province_code, import_id, outcome, row);

alter table imports enable row level security;
alter table imports force row level security;
alter table import_rows enable row level security;
alter table import_rows force row level security;
create policy imports_owner on imports to current_user using (true);
create policy import_rows_owner on import_rows to current_user using (true);
create policy imports_own on imports using (
  requested_by = (select nullif(current_setting('app.actor_id', true), '')::uuid)
  and (select coalesce(current_setting('app.union_id', true), '')) = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy import_rows_own on import_rows using (
  requested_by = (select nullif(current_setting('app.actor_id', true), '')::uuid)
  and (select coalesce(current_setting('app.union_id', true), '')) = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
grant select, insert, update, delete on imports, import_rows to :app_role;

-- Imports that nobody has worked on for a while, for the worker that takes them up again after a crash.
create function platform_stale_imports() returns table (id uuid, requested_by uuid)
language sql stable security definer
set search_path = public, pg_temp as $$
  select id, requested_by from imports
  where (status in ('reading', 'writing', 'undoing') or names_pending) and beat_at < now() - interval '60 seconds'
  order by beat_at
$$;

-- Forgets the rows and files of old imports, and old exports, some at a time; what happened stays in the history. Files
-- that no row names any more are left to the sweeper of files. Answers how many were forgotten.
create function platform_forget_files(imports_before timestamptz, exports_before timestamptz, most integer) returns integer
language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  gone text[];
  others text[];
begin
  with old as (
    select province_code, id, sha256 from imports
    where dropped_at is null and created_at < imports_before and status not in ('writing', 'undoing')
    order by created_at limit most for update skip locked
  ), forgotten as (
    update imports i set dropped_at = now(), sha256 = null, names_pending = false,
      status = case when i.status in ('reading', 'ready') then 'cancelled' else i.status end
    from old where i.province_code = old.province_code and i.id = old.id
  ), rows as (
    delete from import_rows r using old where r.province_code = old.province_code and r.import_id = old.id
  )
  select coalesce(array_agg(sha256), '{}') into gone from old;
  with old as (
    select id from exports where created_at < exports_before and status in ('done', 'failed')
    order by created_at limit most for update skip locked
  ), forgotten as (
    delete from exports e using old where e.id = old.id returning e.sha256
  )
  select coalesce(array_agg(sha256), '{}') into others from forgotten;
  insert into loose_files (sha256) select distinct sha256 from unnest(gone || others) as sha256 where sha256 is not null
  on conflict (sha256) do update set since = clock_timestamp();
  return cardinality(gone) + cardinality(others);
end
$$;
-- After very many new rows plans made for few would take minutes, and the server's role may not analyse by itself.
create function platform_analyse_names() returns void
language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  analyze search_names;
  analyze unions;
  analyze enterprises;
end
$$;
revoke all on function platform_stale_imports(), platform_forget_files(timestamptz, timestamptz, integer),
  platform_analyse_names() from public;
grant execute on function platform_stale_imports(), platform_forget_files(timestamptz, timestamptz, integer),
  platform_analyse_names() to :app_role;
