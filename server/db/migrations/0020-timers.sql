-- What the timers ask every few seconds, found by an index however many notices and messages there are.

-- Notices that may press, see platform_pressing_notices.
create index notifications_pressing on notifications (province_code, created_at)
  where kind in ('supervision', 'supervision-returned', 'supervision-overdue', 'item-returned', 'inspection-returned')
    and read_at is null and cancelled_at is null;
-- Letters that wait for a mail server don't stand in the way of robots, nor what waits for later in that of what is due.
drop index deliveries_due;
create index deliveries_due on deliveries ((via = 'email'), next_at) where status in ('waiting', 'sending');
-- Whether a file is still named, for the sweep of files that no row names.
create index imports_sha256 on imports (sha256) where sha256 is not null;
create index exports_sha256 on exports (sha256) where sha256 is not null;

-- One message that is due, for a worker to send within the lease; two workers never get the same. A robot takes 20
-- messages a minute; beyond 18 its messages wait. What is on its way was due when it left; statement_timestamp() may
-- bound an index, clock_timestamp() may not.
create or replace function platform_claim_delivery(mail boolean, lease interval)
returns table (
  province_code text, id uuid, org_code text, via text, kind text, channel_id uuid, user_id uuid, day date, attempts integer,
  key text, at timestamptz, url_sealed text, secret_sealed text, channel_active boolean)
language sql security definer
set search_path = public, pg_temp as $$
  with due as (
    select d.province_code, d.id from deliveries d
    where (d.via = 'email') = mail and d.status in ('waiting', 'sending') and d.next_at <= statement_timestamp()
      and (d.status = 'waiting' or d.lease_until < clock_timestamp())
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
