-- Search by any part of a name (ADR 0022). Each name stands once, folded, and its index knows it by every pair of
-- neighbouring characters and its first one (shared/rules/grams.ts says the same), each with the province it lies in, and
-- by the organisations below that.

create function search_fold(value text) returns text
language sql immutable strict parallel safe as $$
  select lower(translate(normalize(value, NFKC), E'\t\n\r', '   ') collate "C")
$$;

-- What a record is found by: its name and one more text, between which no word of a search can reach.
create function search_text(name text, other text) returns text
language sql stable parallel safe as $$
  select concat_ws(E'\n', nullif(btrim(search_fold(name)), ''), nullif(btrim(search_fold(other)), ''))
$$;

create table search_names (
  province_code text collate "C" not null,
  subject_type text collate "C" not null,
  subject_id uuid not null,
  org_code text collate "C" not null,
  -- Campaigns that the levels below read too.
  published boolean not null default false,
  content text not null,
  constraint search_names_pk primary key (province_code, subject_id),
  constraint search_names_province check (province_code = left(org_code, 2)),
  constraint search_names_subject check (subject_type in ('unions', 'enterprises', 'sites', 'campaigns'))
);

-- The keys of the index begin with a letter for the noun and the province, so that a province is found in as if it were
-- alone; then comes a pair or the first character. After a letter alone comes `@` and the code of a city or below it.
-- There are few campaigns, and they are found by the levels below: theirs name no province. Plain enough to be merged into
-- the statement that calls it, and the function within is named in full, as indexes must. Pairs with white space in them do
-- no harm: no search asks for them.
create function search_realm(subject_type text, code text) returns text
language sql immutable parallel safe as $$
  select left(subject_type, 1) || case when subject_type = 'campaigns' then '' else left(code, 2) end
$$;

create function search_keys(subject_type text, org_code text, content text) returns text[]
language sql immutable parallel safe as $$
  select string_to_array(
    regexp_replace(content, '(..)', public.search_realm(subject_type, org_code) || E'\\1\t', 'g')
      || E'\t' || regexp_replace(substr(content, 2), '(..)', public.search_realm(subject_type, org_code) || E'\\1\t', 'g')
      || E'\t' || public.search_realm(subject_type, org_code) || left(content, 1)
      || E'\t' || left(subject_type, 1) || '@' || left(org_code, 4)
      || E'\t' || left(subject_type, 1) || '@' || left(org_code, 6)
      || case when length(org_code) = 9 then E'\t' || left(subject_type, 1) || '@' || org_code else '' end,
    E'\t')
$$;
-- Not `fastupdate`: every search would read through what is not merged yet.
create index search_names_keys on search_names using gin (search_keys(subject_type, org_code, content))
  with (fastupdate = off);
create index organisations_provinces on organisations (code) where level = 'province';
create index organisations_districts on organisations (code) where level = 'district' and not nominal;

alter table search_names enable row level security;
alter table search_names force row level security;
create policy search_names_owner on search_names to current_user using (true);
create policy search_names_scope on search_names using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or subject_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
create policy search_names_flow_down on search_names for select using (
  published and subject_type = 'campaigns' and current_setting('app.scope_from', true) <> ''
  and starts_with(current_setting('app.scope_from', true), org_code));
grant select, insert, update, delete on search_names to :app_role;

-- Under row security the index is out of reach, because its operator is not leakproof. So these functions read for the
-- owner, within two walls of their own: the scope of the transaction, and `bounds`, what the server says of the reader
-- (from, to, union, superiors; any of them null). Without a scope there is nothing.
create function search_matches(keys text[], patterns text[], beginning text, bounds jsonb) returns setof search_names
language sql stable as $$
  select n.* from search_names n
  where search_keys(n.subject_type, n.org_code, n.content) @> keys
    and n.content like all (patterns) and (beginning is null or starts_with(n.content, beginning))
    and (n.org_code >= current_setting('app.scope_from', true) collate "C"
        and n.org_code < current_setting('app.scope_to', true) collate "C"
        and n.org_code >= coalesce(bounds ->> 'from', '') collate "C" and n.org_code < coalesce(bounds ->> 'to', ':') collate "C"
        and (coalesce(current_setting('app.union_id', true), '') = ''
          or n.subject_id = nullif(current_setting('app.union_id', true), '')::uuid)
        and (bounds ->> 'union' is null or n.subject_id = (bounds ->> 'union')::uuid)
      or n.published and current_setting('app.scope_from', true) <> ''
        and starts_with(current_setting('app.scope_from', true), n.org_code)
        and (bounds -> 'superiors' is null or bounds -> 'superiors' ? n.org_code))
$$;

-- Where to look for what `place` has ('' for the nation): by which keys, a row for each province.
create function search_realms(kind text, grams text[], place text) returns table (keys text[])
language sql stable as $$
  select array(select search_realm(kind, realm) || gram from unnest(grams) as gram)
    || case when kind <> 'campaigns' and length(place) > 2 then array[left(kind, 1) || '@' || place] else '{}' end
  from (
    select left(place, 2) as realm where place <> '' or kind = 'campaigns'
    union all select code from organisations where place = '' and kind <> 'campaigns' and level = 'province'
  ) as realms
$$;

-- The best `most` names of a noun in the scope, and how many there are up to 101. A search looks around the reader's first
-- district before it looks through the whole scope, because what is common is found there already: what is in every tenth
-- name is found among a thousand names too. What the district hardly has is not common, and the levels in between are passed over.
create function search_found(kind text, grams text[], patterns text[], beginning text, words text[], bounds jsonb, most integer)
returns table (province_code text, subject_id uuid, total integer, common boolean)
language plpgsql stable security definer
set search_path = public, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
declare
  scope text := current_setting('app.scope_from', true);
  first_code text collate "C";
  district text;
  places text[] := '{}';
  place text;
  searched text;
  matches search_names[];
begin
  if coalesce(scope, '') = '' then return; end if;
  if scope = '0' then scope := ''; end if;
  if kind in ('unions', 'enterprises') and length(scope) < 6 then
    first_code := case when scope = '' then (select code from organisations where level = 'province' and active order by code limit 1)
      else scope end;
    select code into district from organisations
    where level = 'district' and not nominal and code >= rpad(first_code, 4, '01') || '02'
      and code < current_setting('app.scope_to', true) collate "C"
    order by code limit 1;
    places := array(select left(district, width) from unnest(array[6, 4, 2]) as width where width > length(scope));
  end if;
  foreach place in array places || scope loop
    -- Ten times as many lie one level up: where a hundred can't be hoped for, the whole scope is asked at once.
    continue when place <> scope and cardinality(matches) * power(10, (length(searched) - length(place)) / 2) < 100;
    searched := place;
    matches := array(
      select m from search_realms(kind, grams, place) r cross join lateral search_matches(r.keys, patterns, beginning, bounds) m
      limit 300);
    exit when cardinality(matches) > 100;
  end loop;
  return query
    select m.province_code, m.subject_id, least(cardinality(matches), 101), length(place) = 6 and length(scope) < 6
    from unnest(matches) as m, split_part(m.content, E'\n', 1) as name
    order by name = array_to_string(words, ' ') desc, starts_with(name, words[1]) desc, strpos(name, words[1]) = 0,
      char_length(name), name collate "C", m.subject_id
    limit most;
end
$$;

-- All names of a noun in the scope, in no order.
create function search_all(kind text, grams text[], patterns text[], beginning text, bounds jsonb)
returns table (province_code text, subject_id uuid)
language plpgsql stable security definer
set search_path = public, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
declare
  place text := current_setting('app.scope_from', true);
begin
  if coalesce(place, '') = '' then return; end if;
  if place = '0' then place := ''; end if;
  return query
    select m.province_code, m.subject_id
    from search_realms(kind, grams, place) r cross join lateral search_matches(r.keys, patterns, beginning, bounds) m;
end
$$;
revoke all on function search_found(text, text[], text[], text, text[], jsonb, integer) from public;
revoke all on function search_all(text, text[], text[], text, jsonb) from public;
grant execute on function search_found(text, text[], text[], text, text[], jsonb, integer) to :app_role;
grant execute on function search_all(text, text[], text[], text, jsonb) to :app_role;

-- Keeps the names of one province, or of all, that are not kept yet: for what is written past the server.
create function search_backfill(province text default null) returns void
language sql
set search_path = public, pg_temp as $$
  insert into search_names (province_code, subject_type, subject_id, org_code, published, content)
  select province_code, subject_type, id, org_code, published, search_text(name, other)
  from (
    select province_code, 'unions' as subject_type, id, org_code, false as published, name, chair_name as other from unions
    union all select province_code, 'enterprises', id, org_code, false, name, null from enterprises
    union all select province_code, 'sites', id, org_code, false, name, address from sites
    union all select province_code, 'campaigns', id, org_code, status <> 'draft', title, doc_no from campaigns
  ) as named
  where (province is null or province_code = province)
    and not exists (select from search_names n where n.province_code = named.province_code and n.subject_id = named.id)
  order by subject_type, org_code, id
  on conflict on constraint search_names_pk do nothing
$$;
revoke all on function search_backfill(text) from public;
select search_backfill();
