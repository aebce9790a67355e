-- Files made of lists. An export belongs to the person who asked for it, as a token does, and to no organisation.
create table exports (
  id uuid not null default new_id(),
  requested_by uuid not null,
  kind text not null,
  format text not null,
  language text not null,
  filter jsonb not null,
  sort jsonb,
  filename text not null,
  status text not null default 'queued',
  total integer not null,
  done integer not null default 0,
  rows_written integer,
  attempts integer not null default 0,
  -- Real time: when the work on it was last alive.
  beat_at timestamptz not null default now(),
  failure text,
  sha256 text,
  bytes bigint,
  finished_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint exports_pk primary key (id),
  constraint exports_requester_fk foreign key (requested_by) references users (id) on delete cascade,
  constraint exports_format check (format in ('xlsx', 'csv')),
  constraint exports_status check (status in ('queued', 'running', 'done', 'failed')),
  constraint exports_done check (status <> 'done' or (sha256 is not null and rows_written is not null))
);
create index exports_requester on exports (requested_by, created_at);
create index exports_unfinished on exports (beat_at) where status in ('queued', 'running');

alter table exports enable row level security;
alter table exports force row level security;
create policy exports_owner on exports to current_user using (true);
create policy exports_own on exports using (requested_by = nullif(current_setting('app.actor_id', true), '')::uuid);
grant select, insert, update, delete on exports to :app_role;

-- Exports that nobody has worked on for a while, for the worker that takes them up again after a crash.
create function platform_stale_exports() returns table (id uuid, requested_by uuid)
language sql stable security definer
set search_path = public, pg_temp as $$
  select id, requested_by from exports
  where status in ('queued', 'running') and beat_at < now() - interval '60 seconds' order by beat_at
$$;
revoke all on function platform_stale_exports() from public;
grant execute on function platform_stale_exports() to :app_role;
