-- What leaves the house: e-mail to persons, messages to the group robots of organisations, and the log of both (ADR 0016).

alter table users add column email text;
alter table users add constraint users_email check (email is null or length(email) between 3 and 254);
create index users_mailed on users (id) where email is not null;

-- What a person wants by e-mail; one without a row gets the daily digest alone.
create table mail_choices (
  user_id uuid not null,
  digest boolean not null,
  at_once boolean not null,
  quiet_from text,
  quiet_to text,
  constraint mail_choices_pk primary key (user_id),
  constraint mail_choices_user_fk foreign key (user_id) references users (id) on delete cascade,
  constraint mail_choices_quiet check ((quiet_from is null) = (quiet_to is null))
);

-- An address that a person has named and not confirmed yet. The code is sealed, and nobody may try it for ever.
create table email_codes (
  user_id uuid not null,
  email text not null,
  code text not null,
  delivery_id uuid not null,
  tries integer not null default 0,
  -- Real time, like everything of sessions.
  made_at timestamptz not null,
  expires_at timestamptz not null,
  sent boolean not null default false,
  fault text,
  detail text,
  constraint email_codes_pk primary key (user_id),
  constraint email_codes_user_fk foreign key (user_id) references users (id) on delete cascade
);

-- The working days whose digest a person has had, or for which there was nothing to say.
create table digest_days (
  user_id uuid not null,
  day date not null,
  constraint digest_days_pk primary key (user_id, day),
  constraint digest_days_user_fk foreign key (user_id) references users (id) on delete cascade
);

-- Group robots. Address and secret are sealed by the server (AES-256-GCM); the database alone can't read them.
create table channels (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  kind text not null,
  name text not null,
  url_sealed text not null,
  secret_sealed text,
  address_hint text not null,
  -- The same for the same address: robots count the messages of an address.
  address_mark text not null,
  topics text[] not null,
  active boolean not null default true,
  -- Business time: notices up to here have been looked through.
  scanned_at timestamptz not null,
  last_at timestamptz,
  last_fault text,
  last_detail text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint channels_pk primary key (province_code, id),
  constraint channels_org_fk foreign key (org_code) references organisations (code),
  constraint channels_province check (province_code = left(org_code, 2) and org_code <> 'CN'),
  constraint channels_kind check (kind in ('wecom', 'dingtalk')),
  constraint channels_topics check (cardinality(topics) > 0),
  constraint channels_name unique (province_code, org_code, name)
);

-- Every message: waiting, on its way, sent, set aside, or no longer wanted. The row is the order to send it.
create table deliveries (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  via text not null,
  kind text not null,
  channel_id uuid,
  user_id uuid,
  recipient text not null,
  -- Of messages that must never be made twice.
  key text not null,
  day date,
  address_mark text,
  status text not null default 'waiting',
  attempts integer not null default 0,
  -- Real time, as everything about attempts: when the next is due, when the last began, until when it is in living hands.
  next_at timestamptz not null default now(),
  attempted_at timestamptz,
  lease_until timestamptz,
  fault text,
  detail text,
  -- Business time.
  at timestamptz not null,
  sent_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint deliveries_pk primary key (province_code, id),
  constraint deliveries_key unique (province_code, key),
  constraint deliveries_channel_fk foreign key (province_code, channel_id) references channels (province_code, id)
    on delete set null (channel_id),
  constraint deliveries_user_fk foreign key (user_id) references users (id) on delete cascade,
  constraint deliveries_province check (province_code = left(org_code, 2)),
  constraint deliveries_via check (via in ('email', 'wecom', 'dingtalk')),
  constraint deliveries_kind check (kind in ('digest', 'notice', 'email-code', 'group', 'test')),
  constraint deliveries_status check (status in ('waiting', 'sending', 'sent', 'failed', 'cancelled')),
  constraint deliveries_sent check (status <> 'sent' or sent_at is not null)
);
create index deliveries_due on deliveries (next_at) where status in ('waiting', 'sending');
create index deliveries_org on deliveries (province_code, org_code, at);
create index deliveries_user on deliveries (user_id) where user_id is not null;
create index deliveries_channel on deliveries (province_code, channel_id) where channel_id is not null;
create index deliveries_rate on deliveries (address_mark, attempted_at) where address_mark is not null;
-- What comes meanwhile goes along with the message that waits: one at a time for each group and each person.
create unique index deliveries_one_open on deliveries (province_code, coalesce(channel_id, user_id), kind)
  where status in ('waiting', 'sending') and kind in ('notice', 'group');

-- Which notices a message took along, so that none is sent twice to the same group or person.
create table delivery_notices (
  province_code text collate "C" not null,
  target uuid not null,
  notification_id uuid not null,
  delivery_id uuid not null,
  constraint delivery_notices_pk primary key (province_code, target, notification_id)
);
create index delivery_notices_delivery on delivery_notices (province_code, delivery_id);

do $$
declare
  name text;
begin
  foreach name in array array[
    'mail_choices', 'email_codes', 'digest_days', 'channels', 'deliveries', 'delivery_notices'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to current_user using (true)', name || '_owner', name);
  end loop;
  foreach name in array array['mail_choices', 'email_codes', 'digest_days'] loop
    execute format($policy$
      create policy %I on %I using (user_id = nullif(current_setting('app.actor_id', true), '')::uuid)
      $policy$, name || '_own', name);
  end loop;
  foreach name in array array['channels', 'deliveries'] loop
    execute format($policy$
      create policy %I on %I using (
        (select coalesce(current_setting('app.union_id', true), '')) = ''
        and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true))
      $policy$, name || '_scope', name);
  end loop;
end
$$;
-- A message to oneself can be ordered by everybody.
create policy deliveries_own on deliveries for insert with check (
  user_id = nullif(current_setting('app.actor_id', true), '')::uuid);

grant select, insert, update, delete on mail_choices, email_codes, digest_days, channels, deliveries to :app_role;

create function platform_set_email(account uuid, new_email text, at timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  update users set email = new_email, updated_at = at, version = version + 1 where id = account
$$;

-- What an account may be mailed by: its address, language and choices.
create function platform_mail_of(account uuid)
returns table (email text, language text, digest boolean, at_once boolean, quiet_from text, quiet_to text)
language sql stable security definer
set search_path = public, pg_temp as $$
  select u.email, coalesce(p.settings ->> 'language', 'zh'), coalesce(c.digest, true), coalesce(c.at_once, false),
    case when c.user_id is null then '22:00' else c.quiet_from end, case when c.user_id is null then '07:00' else c.quiet_to end
  from users u left join preferences p on p.user_id = u.id left join mail_choices c on c.user_id = u.id
  where u.id = account
$$;

-- Whose digest of a day is still to be made.
create function platform_digest_people(wanted date, at_most integer) returns setof uuid
language sql stable security definer
set search_path = public, pg_temp as $$
  select u.id from users u
  join organisations o on o.code = u.org_code and o.active
  join organisations p on p.code = left(u.org_code, 2) and p.active
  left join mail_choices c on c.user_id = u.id
  where u.email is not null and u.active and u.role <> 'operator' and coalesce(c.digest, true)
    and not exists (select from digest_days d where d.user_id = u.id and d.day = wanted)
  order by u.id limit at_most
$$;

-- Notices that press, unread and standing, which their recipient has not been mailed: orders of 督办, and what was
-- returned with three days or less to go.
create function platform_pressing_notices(at timestamptz, today date, only_for uuid)
returns table (province_code text, id uuid, recipient_id uuid)
language sql stable security definer
set search_path = public, pg_temp as $$
  select n.province_code, n.id, n.recipient_id
  from organisations p
  join notifications n on n.province_code = p.code and n.created_at > at - interval '1 day'
  where length(p.code) = 2 and p.active and (only_for is null or n.recipient_id = only_for)
    and n.read_at is null and n.cancelled_at is null
    and (n.kind in ('supervision', 'supervision-returned', 'supervision-overdue')
      or (n.kind in ('item-returned', 'inspection-returned') and n.due_on <= today + 3))
    and not exists (
      select from delivery_notices d
      where d.province_code = n.province_code and d.target = n.recipient_id and d.notification_id = n.id)
$$;

-- Orders a message for everybody who wants what presses at once; returns how many were ordered.
create function platform_order_notices(at timestamptz, today date) returns bigint
language sql security definer
set search_path = public, pg_temp as $$
  with ordered as (
    insert into deliveries (province_code, org_code, via, kind, user_id, recipient, key, at, created_at, updated_at)
    select left(u.org_code, 2), u.org_code, 'email', 'notice', u.id, u.name, 'notice:' || gen_random_uuid(), at, at, at
    from users u join mail_choices c on c.user_id = u.id and c.at_once
    where u.email is not null and u.active
      and u.id in (select recipient_id from platform_pressing_notices(at, today, null))
    on conflict do nothing
    returning 1)
  select count(*) from ordered
$$;

-- Notices of an organisation's own people that a group has not heard of. `kinds_of` names the kinds of each topic.
create function platform_group_news(wanted_province text, wanted_channel uuid, kinds_of jsonb)
returns table (notification_id uuid)
language sql stable security definer
set search_path = public, pg_temp as $$
  select n.id from channels c
  join notifications n on n.province_code = c.province_code
    and n.created_at > greatest(c.created_at, c.scanned_at - interval '10 minutes')
  where c.province_code = wanted_province and c.id = wanted_channel and n.org_code = c.org_code and n.union_id is null
    and n.cancelled_at is null
    and n.kind in (select jsonb_array_elements_text(kinds_of -> topic) from unnest(c.topics) topic)
    and not exists (
      select from delivery_notices d
      where d.province_code = n.province_code and d.target = c.id and d.notification_id = n.id)
$$;

-- Orders a message for each group with news, one in five minutes at most; the others have been looked through.
create function platform_order_group_messages(at timestamptz, kinds_of jsonb) returns bigint
language sql security definer
set search_path = public, pg_temp as $$
  with quiet as (
    select c.*, exists (select from platform_group_news(c.province_code, c.id, kinds_of)) as has_news
    from channels c
    where c.active and not exists (
      select from deliveries d
      where d.province_code = c.province_code and d.channel_id = c.id and d.kind = 'group'
        and (d.status in ('waiting', 'sending') or d.attempted_at > clock_timestamp() - interval '5 minutes'))
  ), looked as (
    update channels c set scanned_at = at from quiet q
    where q.province_code = c.province_code and q.id = c.id and not q.has_news and q.scanned_at < at - interval '5 minutes'
  ), ordered as (
    insert into deliveries
      (province_code, org_code, via, kind, channel_id, recipient, key, address_mark, at, created_at, updated_at)
    select province_code, org_code, kind, 'group', id, name, 'group:' || gen_random_uuid(), address_mark, at, at, at
    from quiet where has_news
    on conflict do nothing
    returning 1)
  select count(*) from ordered
$$;

-- One message that is due, for a worker to send within the lease; two workers never get the same. A robot takes 20
-- messages a minute; beyond 18 its messages wait.
create function platform_claim_delivery(mail boolean, lease interval)
returns table (
  province_code text, id uuid, org_code text, via text, kind text, channel_id uuid, user_id uuid, day date, attempts integer,
  key text, at timestamptz, url_sealed text, secret_sealed text, channel_active boolean)
language sql security definer
set search_path = public, pg_temp as $$
  with due as (
    select d.province_code, d.id from deliveries d
    where ((d.status = 'waiting' and d.next_at <= clock_timestamp())
        or (d.status = 'sending' and d.lease_until < clock_timestamp()))
      and (d.via = 'email') = mail
      and (d.address_mark is null or (
        select count(*) from deliveries r
        where r.address_mark = d.address_mark and r.attempted_at > clock_timestamp() - interval '1 minute') < 18)
    order by d.next_at limit 1 for update skip locked
  ), claimed as (
    update deliveries d set status = 'sending', attempts = d.attempts + 1, attempted_at = clock_timestamp(),
      lease_until = clock_timestamp() + lease, version = d.version + 1
    from due where d.province_code = due.province_code and d.id = due.id
    returning d.*)
  select d.province_code, d.id, d.org_code, d.via, d.kind, d.channel_id, d.user_id, d.day, d.attempts, d.key, d.at,
    c.url_sealed, c.secret_sealed, c.active
  from claimed d left join channels c on c.province_code = d.province_code and c.id = d.channel_id
$$;

-- Takes along what has come meanwhile, and returns the notices of a message to a person.
create function platform_gather_notices(wanted_province text, wanted_id uuid, person uuid, at timestamptz, today date)
returns table (notification_id uuid)
language sql security definer
set search_path = public, pg_temp as $$
  with gathered as (
    insert into delivery_notices (province_code, target, notification_id, delivery_id)
    select n.province_code, person, n.id, wanted_id from platform_pressing_notices(at, today, person) n
    on conflict do nothing
    returning notification_id)
  select notification_id from gathered
  union
  select d.notification_id from delivery_notices d where d.delivery_id = wanted_id and d.province_code = wanted_province
$$;

-- The same for a group: how many of which kind, each reason once however many people were told.
create function platform_gather_news(wanted_province text, wanted_id uuid, channel uuid, kinds_of jsonb)
returns table (kind text, n bigint)
language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into delivery_notices (province_code, target, notification_id, delivery_id)
  select wanted_province, channel, news.notification_id, wanted_id
  from platform_group_news(wanted_province, channel, kinds_of) news
  on conflict do nothing;
  return query
  select told.kind, sum(told.n)::bigint from (
    select n.kind, max(greatest(coalesce((n.params ->> 'count')::bigint, 1), 1)) as n
    from delivery_notices d
    join notifications n on n.province_code = d.province_code and n.id = d.notification_id
    where d.province_code = wanted_province and d.delivery_id = wanted_id and n.cancelled_at is null
    group by n.kind, n.reason_key) told
  group by told.kind;
end
$$;

-- How a message went. Only the attempt that holds it settles it; a channel shows its last result. Once mail gets through
-- again, what waited because of the connection need not wait longer.
create function platform_settle_delivery(
  wanted_province text, wanted_id uuid, attempt integer, new_status text, again_at timestamptz, why text, words text,
  now_at timestamptz) returns void
language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  settled deliveries;
begin
  update deliveries set status = new_status, next_at = coalesce(again_at, next_at), lease_until = null, fault = why,
    detail = words, sent_at = case when new_status = 'sent' then now_at end,
    attempts = case when why is null and new_status = 'waiting' then attempts - 1 else attempts end,
    updated_at = now_at, version = version + 1
  where province_code = wanted_province and id = wanted_id and status = 'sending' and attempts = attempt
  returning * into settled;
  if settled.id is null then return; end if;
  if settled.channel_id is not null and (new_status <> 'cancelled') then
    update channels set last_at = now_at, last_fault = why, last_detail = words
    where province_code = settled.province_code and id = settled.channel_id;
  end if;
  if settled.via = 'email' and new_status = 'sent' then
    update deliveries set next_at = clock_timestamp()
    where via = 'email' and status = 'waiting' and next_at > clock_timestamp()
      and fault in ('smtp-unreachable', 'smtp-timeout', 'smtp-lost', 'smtp-auth', 'smtp-tls');
  end if;
end
$$;

create function platform_forget_deliveries(before timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  with gone as (
    delete from deliveries where at < before and status not in ('waiting', 'sending') returning province_code, id)
  delete from delivery_notices n using gone where n.province_code = gone.province_code and n.delivery_id = gone.id;
  delete from digest_days where day < before::date;
  delete from email_codes where expires_at < clock_timestamp() - interval '1 day'
$$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'platform_set_email(uuid, text, timestamptz)', 'platform_mail_of(uuid)', 'platform_digest_people(date, integer)',
    'platform_pressing_notices(timestamptz, date, uuid)', 'platform_order_notices(timestamptz, date)',
    'platform_group_news(text, uuid, jsonb)', 'platform_order_group_messages(timestamptz, jsonb)',
    'platform_claim_delivery(boolean, interval)', 'platform_gather_notices(text, uuid, uuid, timestamptz, date)',
    'platform_gather_news(text, uuid, uuid, jsonb)',
    'platform_settle_delivery(text, uuid, integer, text, timestamptz, text, text, timestamptz)',
    'platform_forget_deliveries(timestamptz)'
  ] loop
    execute format('revoke all on function %s from public', name);
  end loop;
end
$$;
grant execute on function platform_set_email(uuid, text, timestamptz), platform_mail_of(uuid),
  platform_digest_people(date, integer), platform_order_notices(timestamptz, date),
  platform_order_group_messages(timestamptz, jsonb), platform_claim_delivery(boolean, interval),
  platform_gather_notices(text, uuid, uuid, timestamptz, date), platform_gather_news(text, uuid, uuid, jsonb),
  platform_settle_delivery(text, uuid, integer, text, timestamptz, text, text, timestamptz),
  platform_forget_deliveries(timestamptz) to :app_role;
