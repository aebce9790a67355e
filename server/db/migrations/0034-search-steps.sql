-- A search looks around the reader's first district before it looks through the whole scope, because what is common is
-- found there already. What the district hardly has is not common, and the levels in between are passed over.

create or replace function search_found(kind text, grams text[], patterns text[], beginning text, words text[], bounds jsonb, most integer)
returns table (province_code text, subject_id uuid, total integer, common boolean)
language plpgsql stable security definer
set search_path = public, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
declare
  letter text := left(kind, 1);
  keys text[] := array(select letter || gram from unnest(grams) as gram);
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
      select m from search_matches(
        case when place = '' or kind = 'campaigns' then keys else keys || (letter || '@' || place) end, patterns, beginning, bounds) m
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
