-- What people are told, the orders of 督办, and what keeps both from being told twice (ADR 0015).

-- One notice for one person and one reason. `org_code` is the place that it concerns: the union's organisation for its
-- reporter, the reader's own federation for an officer. A notice for a reporter carries the union too.
create table notifications (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  union_id uuid,
  recipient_id uuid not null,
  kind text not null,
  subject_type text not null,
  subject_id uuid not null,
  campaign_id uuid,
  -- What its sentence and its door need; the sentence is made in the reader's language.
  params jsonb not null default '{}',
  due_on date,
  reason_key text not null,
  read_at timestamptz,
  -- The reason has gone: settled, moved, extended, exempted.
  cancelled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notifications_pk primary key (province_code, id),
  constraint notifications_recipient_fk foreign key (recipient_id) references users (id) on delete cascade,
  constraint notifications_province check (province_code = left(org_code, 2)),
  -- Never twice for the same reason.
  constraint notifications_reason unique (province_code, recipient_id, reason_key)
);
create index notifications_recipient on notifications (recipient_id, created_at);
create index notifications_new on notifications (province_code, created_at);
create index notifications_standing on notifications (province_code, org_code) where cancelled_at is null;
create index notifications_campaign on notifications (province_code, campaign_id) where cancelled_at is null;

-- Steps whose recipients are still to be told: written with the step, emptied after its commit.
create table notification_outbox (
  province_code text collate "C" not null,
  event_id uuid not null,
  org_code text collate "C" not null,
  union_id uuid,
  actor_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  action text not null,
  at timestamptz not null,
  constraint notification_outbox_pk primary key (province_code, event_id),
  constraint notification_outbox_province check (province_code = left(org_code, 2))
);

-- 催办: one for a union, a campaign and a day; `fill` asks for the answer, `rectify` for its items.
create table reminders (
  province_code text collate "C" not null,
  campaign_id uuid not null,
  union_id uuid not null,
  kind text not null,
  day date not null,
  org_code text collate "C" not null,
  event_id uuid not null,
  constraint reminders_pk primary key (province_code, campaign_id, union_id, kind, day),
  constraint reminders_province check (province_code = left(org_code, 2)),
  constraint reminders_kind check (kind in ('fill', 'rectify'))
);
create index reminders_event on reminders (province_code, event_id);

-- Up to which day the ladder of a campaign has been climbed; the row is the lock of the run.
create table ladder_days (
  province_code text collate "C" not null,
  campaign_id uuid not null,
  org_code text collate "C" not null,
  day date not null,
  constraint ladder_days_pk primary key (province_code, campaign_id),
  constraint ladder_days_province check (province_code = left(org_code, 2))
);

-- 督办单: an order of a federation to one below it, with its items and a day to reply by.
create table supervisions (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  addressee_code text collate "C" not null,
  campaign_id uuid not null,
  year integer,
  number integer,
  doc_no text,
  status text not null default 'draft',
  demand text not null,
  reply_by date,
  item_ids uuid[] not null,
  -- Prepared by the ladder.
  automatic boolean not null default false,
  issued_at timestamptz,
  issued_by text,
  reply text,
  replied_at timestamptz,
  replied_by text,
  return_reason text,
  closed_at timestamptz,
  closed_by text,
  cancel_reason text,
  undo jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint supervisions_pk primary key (province_code, id),
  constraint supervisions_org_fk foreign key (org_code) references organisations (code),
  constraint supervisions_addressee_fk foreign key (addressee_code) references organisations (code),
  constraint supervisions_campaign_fk foreign key (province_code, campaign_id) references campaigns (province_code, id),
  constraint supervisions_province check (province_code = left(org_code, 2) and org_code <> 'CN'),
  constraint supervisions_below check (starts_with(addressee_code, org_code) and addressee_code <> org_code),
  constraint supervisions_status check (status in ('draft', 'issued', 'replied', 'closed', 'withdrawn')),
  constraint supervisions_items check (cardinality(item_ids) between 1 and 5000),
  constraint supervisions_numbered check ((number is null) = (year is null) and (number is null) = (doc_no is null)),
  constraint supervisions_issued check (status not in ('issued', 'replied', 'closed') or (number is not null and reply_by is not null)),
  constraint supervisions_replied check (status not in ('replied', 'closed') or reply is not null),
  constraint supervisions_number unique (province_code, org_code, year, number)
);
create index supervisions_org on supervisions (province_code, org_code, status);
create index supervisions_addressee on supervisions (province_code, addressee_code, status);
create index supervisions_campaign on supervisions (province_code, campaign_id, status);

-- The last number that an organisation has given in a year: without gaps, because a rollback takes it back.
create table supervision_numbers (
  province_code text collate "C" not null,
  org_code text collate "C" not null,
  year integer not null,
  last integer not null,
  constraint supervision_numbers_pk primary key (province_code, org_code, year),
  constraint supervision_numbers_province check (province_code = left(org_code, 2))
);

alter table settings add column reminders jsonb;
-- Whether a union has somebody who reports for it.
create index users_union on users (union_id) where union_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array[
    'notifications', 'notification_outbox', 'reminders', 'ladder_days', 'supervisions', 'supervision_numbers'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to current_user using (true)', name || '_owner', name);
  end loop;
  -- The business of federations.
  foreach name in array array['reminders', 'ladder_days', 'supervision_numbers'] loop
    execute format($policy$
      create policy %I on %I using (
        (select coalesce(current_setting('app.union_id', true), '')) = ''
        and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true))
      $policy$, name || '_scope', name);
  end loop;
end
$$;

-- A person's own, and only while what it is about lies in the person's scope.
create policy notifications_own on notifications using (
  recipient_id = nullif(current_setting('app.actor_id', true), '')::uuid
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
-- The product itself, at work in one tenant: no account has this id.
create policy notifications_job on notifications using (
  current_setting('app.actor_id', true) = '00000000-0000-0000-0000-000000000000'
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));

-- Whoever takes a step writes its line; only the product reads it.
create policy notification_outbox_write on notification_outbox for insert with check (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy notification_outbox_job on notification_outbox using (
  current_setting('app.actor_id', true) = '00000000-0000-0000-0000-000000000000'
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));

-- The issuer's and those above it; from the issue on the addressee's too, and nobody else's.
create policy supervisions_scope on supervisions using (
  (select coalesce(current_setting('app.union_id', true), '')) = ''
  and ((org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true))
    or (number is not null
      and addressee_code >= current_setting('app.scope_from', true)
      and addressee_code < current_setting('app.scope_to', true))));

grant select, insert, update, delete on
  notifications, notification_outbox, reminders, ladder_days, supervisions, supervision_numbers to :app_role;

-- All codes of a line, from the code itself up to its province.
create function org_line(code text) returns text[] language sql immutable parallel safe as $$
  select array(
    select left(code, n) from unnest(array[9, 6, 4, 2]) n where n <= length(code))
$$;

-- Tenants with steps whose recipients are still to be told.
create function platform_notice_provinces() returns setof text
language sql stable security definer
set search_path = public, pg_temp as $$
  select distinct province_code from notification_outbox
$$;

-- Campaigns whose ladder has not been climbed on this day, of tenants that are open; the campaign zero stands for a
-- tenant's orders.
create function platform_ladders_due(today date) returns table (province_code text, campaign_id uuid)
language sql stable security definer
set search_path = public, pg_temp as $$
  select c.province_code, c.id from campaigns c
  join organisations o on o.code = c.province_code and o.active
  where c.status <> 'draft' and not exists (
    select from ladder_days l where l.province_code = c.province_code and l.campaign_id = c.id and l.day >= today)
  union all
  select distinct s.province_code, '00000000-0000-0000-0000-000000000000'::uuid from supervisions s
  join organisations o on o.code = s.province_code and o.active
  where s.status = 'issued' and not exists (
    select from ladder_days l
    where l.province_code = s.province_code and l.campaign_id = '00000000-0000-0000-0000-000000000000' and l.day >= today)
$$;

revoke all on function platform_notice_provinces(), platform_ladders_due(date) from public;
grant execute on function platform_notice_provinces(), platform_ladders_due(date) to :app_role;
