-- The history of each province is sealed into a chain of blocks, a moment after it was written (ADR 0019). The server's role
-- may add events and read them; it can neither change nor remove one, nor give one a place in the chain.
alter table events add column seal bigint;
create index events_unsealed on events (province_code, id) where seal is null;
create index events_sealed on events (province_code, seal) where seal is not null;
revoke insert on events from :app_role;
grant insert (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason,
  changes) on events to :app_role;

create table event_seals (
  province_code text collate "C" not null,
  seal bigint not null,
  -- Real time, whatever CLOCK says.
  sealed_at timestamptz not null,
  events integer not null,
  -- 16 bytes for each event of the block, in the order of their ids.
  leaves bytea not null,
  previous bytea not null,
  hash bytea not null,
  constraint event_seals_pk primary key (province_code, seal),
  constraint event_seals_leaves check (events > 0 and octet_length(leaves) = 16 * events)
);
alter table event_seals enable row level security;
alter table event_seals force row level security;
create policy event_seals_owner on event_seals to current_user using (true);

-- What an event says, whatever the settings of the session.
create function event_leaf(e events) returns bytea language sql stable
set search_path = public, pg_temp as $$
  select substring(sha256(convert_to(jsonb_build_array(
    e.province_code, e.id, (extract(epoch from e.at) * 1000000)::bigint, e.actor_id, e.actor_name, e.org_code, e.union_id,
    e.subject_type, e.subject_id, e.action, e.reason, e.changes)::text, 'UTF8')) from 1 for 16)
$$;

create function event_block_hash(previous bytea, seal bigint, sealed_at timestamptz, leaves bytea) returns bytea
language sql immutable as $$
  select sha256(previous || int8send(seal) || int8send((extract(epoch from sealed_at) * 1000000)::bigint) || sha256(leaves))
$$;

-- Seals what is not sealed yet, about `most` events of each province at a time; says how many it sealed. One at a time:
-- whoever comes second has nothing to do.
create function platform_seal_events(most integer) returns integer
language plpgsql volatile security definer
set search_path = public, pg_temp as $$
declare
  province text := '';
  last event_seals;
  block record;
  sealed integer := 0;
begin
  if not pg_try_advisory_xact_lock(7031600) then return 0; end if;
  loop
    select min(e.province_code collate "C") into province from events e
    where e.seal is null and e.province_code > province collate "C";
    exit when province is null;
    select * into last from event_seals s where s.province_code = province order by s.seal desc limit 1;
    with chosen as (
      select e.id from events e where e.province_code = province and e.seal is null order by e.id limit most
    ), moved as (
      update events e set seal = coalesce(last.seal, 0) + 1 from chosen c
      where e.province_code = province and e.id = c.id
      returning e.id, event_leaf(e) as leaf
    )
    select count(*)::integer as n, string_agg(leaf, ''::bytea order by id) as leaves, clock_timestamp() as at
    into block from moved;
    insert into event_seals (province_code, seal, sealed_at, events, leaves, previous, hash)
    values (province, coalesce(last.seal, 0) + 1, block.at, block.n, block.leaves, coalesce(last.hash, ''::bytea),
      event_block_hash(coalesce(last.hash, ''::bytea), coalesce(last.seal, 0) + 1, block.at, block.leaves));
    sealed := sealed + block.n;
  end loop;
  return sealed;
end
$$;
revoke all on function platform_seal_events(integer) from public;
grant execute on function platform_seal_events(integer) to :app_role;
