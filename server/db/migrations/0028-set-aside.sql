-- Background work that failed: tried again later and later, set aside after the last attempt, shown to the operator (ADR 0028).
-- A row says what failed and why, never what about: no business data, so that the operator may read it.
create table failed_jobs (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  -- The tenant: its province.
  org_code text collate "C" not null,
  kind text not null,
  -- What the work is about: a step of the history, a campaign.
  subject_id uuid not null,
  status text not null default 'retrying',
  attempts integer not null default 1,
  -- A code of the interface or an SQLSTATE, and the name of what refused; no values.
  fault text not null,
  -- Real time, whatever CLOCK says; infinity: not by itself.
  next_at timestamptz not null,
  failed_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  constraint failed_jobs_pk primary key (province_code, id),
  constraint failed_jobs_subject unique (province_code, kind, subject_id),
  constraint failed_jobs_province check (province_code = left(org_code, 2)),
  constraint failed_jobs_kind check (kind in ('tell-step', 'climb-ladder', 'issue-campaign')),
  constraint failed_jobs_status check (status in ('retrying', 'set-aside', 'given-up')),
  constraint failed_jobs_attempts check (attempts >= 0)
);
alter table failed_jobs enable row level security;
alter table failed_jobs force row level security;
create policy failed_jobs_owner on failed_jobs to current_user using (true);
create policy failed_jobs_platform on failed_jobs using (current_setting('app.platform', true) = 'on');
create policy failed_jobs_job on failed_jobs using (
  current_setting('app.actor_id', true) = '00000000-0000-0000-0000-000000000000'
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
grant select, insert, update, delete on failed_jobs to :app_role;

-- What the operator decides about a job stands in the history of the tenant.
create policy events_failed_jobs on events for insert with check (
  current_setting('app.platform', true) = 'on' and subject_type = 'failed-jobs');

-- When an id was made: the first 48 bits of a UUIDv7 are milliseconds.
create function id_time(id uuid) returns timestamptz language sql immutable as $$
  select to_timestamp((('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint) / 1000.0)
$$;

-- How much waits, of what, and for how many seconds the oldest of it has waited: for the monitoring system, which sees
-- numbers alone. What is beyond `most` is not counted.
create function platform_backlog(most integer) returns table (what text, depth bigint, oldest_seconds double precision)
language sql stable security definer
set search_path = public, pg_temp as $$
  select 'ledger', (select count(*) from (select from progress_pending limit most) p), null::double precision
  union all
  select 'outbox', count(*), extract(epoch from now() - min(id_time(event_id)))::double precision
    from (
      select event_id from notification_outbox n
      where not exists (
        select from failed_jobs f
        where f.province_code = n.province_code and f.kind = 'tell-step' and f.subject_id = n.event_id)
      limit most) o
  union all
  select 'unsealed', count(*), extract(epoch from now() - min(id_time(id)))::double precision
    from (select id from events where seal is null limit most) e
  union all
  select 'messages', count(*), extract(epoch from now() - min(next_at))::double precision
    from (select next_at from deliveries where status in ('waiting', 'sending') and next_at <= now() limit most) d
  union all
  select 'retrying', count(*), extract(epoch from now() - min(created_at))::double precision
    from failed_jobs where status = 'retrying'
  union all
  select 'set-aside', count(*), extract(epoch from now() - min(created_at))::double precision
    from failed_jobs where status = 'set-aside'
$$;
revoke all on function platform_backlog(integer) from public;
grant execute on function platform_backlog(integer) to :app_role;
