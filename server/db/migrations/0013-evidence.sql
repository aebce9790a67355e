-- What a picture looks like, for whom a document is meant, what became of a piece of evidence, and which files may go.
alter table attachments
  -- Of the bytes as they were sent; those that are kept may have been cleaned. Null: taken in before pictures were compared.
  add column sent_sha256 text,
  -- The 64 bits of how a picture looks, in four parts that are each found by an index of their own. All null: no picture,
  -- or one of which nothing can be told, such as a blank page.
  add column look_a integer,
  add column look_b integer,
  add column look_c integer,
  add column look_d integer,
  -- Meant for many unions, in the eyes of this organisation and all below it.
  add column shared_from text collate "C",
  add column shared_by text,
  add column shared_at timestamptz,
  add column superseded_at timestamptz,
  add column superseded_by text,
  add column superseded_by_id uuid,
  add constraint attachments_sent_sha256 check (sent_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint attachments_looks check (
    (look_a is null) = (look_b is null) and (look_a is null) = (look_c is null) and (look_a is null) = (look_d is null)
    and look_a between 0 and 65535 and look_b between 0 and 65535 and look_c between 0 and 65535
    and look_d between 0 and 65535),
  add constraint attachments_shared check ((shared_from is null) = (shared_at is null)),
  add constraint attachments_superseded check (superseded_by_id is null or superseded_at is not null);

-- Pictures that may tell on another: bound, compared, and looking like something.
create index attachments_look_a on attachments (province_code, look_a) include (look_b, look_c, look_d, id)
  where look_a is not null and subject_id is not null;
create index attachments_look_b on attachments (province_code, look_b) include (look_a, look_c, look_d, id)
  where look_a is not null and subject_id is not null;
create index attachments_look_c on attachments (province_code, look_c) include (look_a, look_b, look_d, id)
  where look_a is not null and subject_id is not null;
create index attachments_look_d on attachments (province_code, look_d) include (look_a, look_b, look_c, id)
  where look_a is not null and subject_id is not null;
create index attachments_sha256 on attachments (sha256, province_code);
create index attachments_sent_sha256 on attachments (sent_sha256, province_code) where sent_sha256 is not null;
create index attachments_unbound on attachments (created_at) where subject_id is null;

-- How two looks differ, in bits.
create function look_distance(a1 integer, b1 integer, c1 integer, d1 integer, a2 integer, b2 integer, c2 integer, d2 integer)
returns integer language sql immutable parallel safe as $$
  select (bit_count((a1 # a2)::bit(16)) + bit_count((b1 # b2)::bit(16))
    + bit_count((c1 # c2)::bit(16)) + bit_count((d1 # d2)::bit(16)))::integer
$$;

-- Where else the evidence of the reader's scope was used: within the scope by id, beyond it as a number of unions and
-- records. Nothing is told to the reporter of a union, and nothing across provinces. The ids that are asked for must lie in
-- the scope, so that nobody can ask about what they may not see.
--
-- Two looks that differ in at most 7 bits have a quarter that differs in at most one: the 17 nearest values of each quarter
-- find every such pair through the indexes.
create function platform_evidence_elsewhere(wanted uuid[], provinces text[], most_bits integer)
returns table (attachment_id uuid, other_id uuid, same boolean, bits integer, outside integer)
language sql stable security definer
set search_path = public, pg_temp
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with reader as (
    select nullif(current_setting('app.scope_from', true), '') collate "C" as low,
      nullif(current_setting('app.scope_to', true), '') collate "C" as high
    where coalesce(current_setting('app.union_id', true), '') = ''
  ), mine as materialized (
    select t.* from reader r
    join attachments t on t.province_code = any(provinces) and t.id = any(wanted)
    where t.org_code >= r.low and t.org_code < r.high and t.subject_id is not null and t.sent_sha256 is not null
      and (t.media_type not like 'image/%' or t.look_a is not null)
  ), near as materialized (
    select 0 as flip union all select 1 << n from generate_series(0, 15) as n
  ), found as (
    select m.id as mine_id, o.province_code, o.id from mine m
    join attachments o on o.sha256 in (m.sha256, m.sent_sha256) and o.province_code = m.province_code
    union
    select m.id, o.province_code, o.id from mine m
    join attachments o on o.sent_sha256 in (m.sha256, m.sent_sha256) and o.province_code = m.province_code
    union
    select m.id, o.province_code, o.id from mine m cross join near n
    join attachments o on o.province_code = m.province_code and o.look_a = (m.look_a # n.flip)
      and o.look_a is not null and o.subject_id is not null
      and look_distance(m.look_a, m.look_b, m.look_c, m.look_d, o.look_a, o.look_b, o.look_c, o.look_d) <= most_bits
    union
    select m.id, o.province_code, o.id from mine m cross join near n
    join attachments o on o.province_code = m.province_code and o.look_b = (m.look_b # n.flip)
      and o.look_a is not null and o.subject_id is not null
      and look_distance(m.look_a, m.look_b, m.look_c, m.look_d, o.look_a, o.look_b, o.look_c, o.look_d) <= most_bits
    union
    select m.id, o.province_code, o.id from mine m cross join near n
    join attachments o on o.province_code = m.province_code and o.look_c = (m.look_c # n.flip)
      and o.look_a is not null and o.subject_id is not null
      and look_distance(m.look_a, m.look_b, m.look_c, m.look_d, o.look_a, o.look_b, o.look_c, o.look_d) <= most_bits
    union
    select m.id, o.province_code, o.id from mine m cross join near n
    join attachments o on o.province_code = m.province_code and o.look_d = (m.look_d # n.flip)
      and o.look_a is not null and o.subject_id is not null
      and look_distance(m.look_a, m.look_b, m.look_c, m.look_d, o.look_a, o.look_b, o.look_c, o.look_d) <= most_bits
  ), others as (
    select m.id as mine_id, m.sha256 as mine_sha256, m.org_code as mine_org, o.id, o.org_code, o.sha256,
      o.union_id, o.subject_id, o.created_at,
      (o.sha256 in (m.sha256, m.sent_sha256) or o.sent_sha256 in (m.sha256, m.sent_sha256)) as same,
      look_distance(m.look_a, m.look_b, m.look_c, m.look_d, o.look_a, o.look_b, o.look_c, o.look_d) as bits
    from found f
    join mine m on m.id = f.mine_id
    join attachments o on o.province_code = f.province_code and o.id = f.id
    where o.id <> m.id and o.subject_id is not null and o.sent_sha256 is not null
      -- Another union; between records that belong to no union, another record of the same kind.
      and case when m.union_id is null then o.union_id is null and o.subject_type = m.subject_type and o.subject_id <> m.subject_id
        else o.union_id <> m.union_id end
  ), alarming as (
    select o.* from others o
    where not exists (
      select from attachments s
      where s.sha256 in (o.sha256, o.mine_sha256) and s.shared_from is not null
        and left(case when s.sha256 = o.mine_sha256 then o.mine_org else o.org_code end, length(s.shared_from)) = s.shared_from)
  ), inside as (
    select a.mine_id, a.id, a.same, a.bits,
      row_number() over (partition by a.mine_id order by a.same desc, a.bits, a.created_at desc, a.id) as place
    from alarming a, reader r where a.org_code >= r.low and a.org_code < r.high
  ), beyond as (
    select a.mine_id, count(distinct coalesce(a.union_id, a.subject_id))::integer as number, bool_or(a.same) as same
    from alarming a, reader r where not (a.org_code >= r.low and a.org_code < r.high) group by a.mine_id
  )
  select i.mine_id, i.id, i.same, case when i.same then 0 else i.bits end, 0 from inside i where i.place <= 5
  union all
  select b.mine_id, null, b.same, null, b.number from beyond b
$$;

-- Files that no row names may go. One is noted here before it is kept and when a row that named it goes, so that none is
-- forgotten, whatever breaks off in between.
create table loose_files (
  sha256 text not null,
  -- Real time: a file that was just noted is about to be named.
  since timestamptz not null default now(),
  constraint loose_files_pk primary key (sha256)
);
create index loose_files_since on loose_files (since);
alter table loose_files enable row level security;
alter table loose_files force row level security;
create policy loose_files_owner on loose_files to current_user using (true);

create function platform_note_file(noted text) returns void
language sql security definer
set search_path = public, pg_temp as $$
  insert into loose_files (sha256) values (noted) on conflict (sha256) do update set since = clock_timestamp()
$$;

create function note_loose_file() returns trigger
language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into loose_files (sha256) values (old.sha256) on conflict (sha256) do update set since = clock_timestamp();
  return null;
end
$$;
create trigger attachments_loose after delete on attachments for each row execute function note_loose_file();

-- Uploads that no record has used since then; a bind that is under way wins.
create function platform_forget_unused(before timestamptz, most integer) returns integer
language sql security definer
set search_path = public, pg_temp as $$
  with old as (
    select province_code, id from attachments
    where subject_id is null and created_at < before order by created_at limit most for update skip locked
  ), gone as (
    delete from attachments t using old where t.province_code = old.province_code and t.id = old.id and t.subject_id is null
    returning 1
  )
  select count(*)::integer from gone
$$;

-- One file that no row has named since then, for the caller to remove before it commits: whoever wants to keep the same
-- bytes waits for that at their note. Null: there is none.
create function platform_take_loose_file(before timestamptz) returns text
language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  candidate text;
  named boolean;
begin
  loop
    delete from loose_files where sha256 = (
      select f.sha256 from loose_files f where f.since < before order by f.since limit 1 for update skip locked)
    returning sha256 into candidate;
    if candidate is null then
      return null;
    end if;
    select exists (select from attachments a where a.sha256 = candidate)
      or exists (select from exports e where e.sha256 = candidate) into named;
    if not named and to_regclass('imports') is not null then
      execute 'select exists (select from imports i where i.sha256 = $1)' into named using candidate;
    end if;
    if not named then
      return candidate;
    end if;
  end loop;
end
$$;

revoke all on function platform_evidence_elsewhere(uuid[], text[], integer), platform_note_file(text), note_loose_file(),
  platform_forget_unused(timestamptz, integer), platform_take_loose_file(timestamptz) from public;
grant execute on function platform_evidence_elsewhere(uuid[], text[], integer), platform_note_file(text),
  platform_forget_unused(timestamptz, integer), platform_take_loose_file(timestamptz) to :app_role;
