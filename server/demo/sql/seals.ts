import sql, { raw, type Sql } from 'sql-template-tag';

/** As many as the server seals at once. */
const BLOCK = 10_000;

/** The statements of a province write their events here instead: a temporary table comes before all others of its name. */
export const gatherEvents: Sql = raw('create temp table events (like public.events)');

/**
 * Moves what was gathered into the history, sealed already, as `platform_seal_events` would have done with a province
 * that has none yet.
 */
export const sealEvents: Sql[] = [
  sql`
    create temp table d_block as
    with written as (
      insert into public.events as e
        (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason, changes, seal)
      select province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason, changes,
        1 + (row_number() over (order by id) - 1) / ${BLOCK}
      from pg_temp.events order by id
      returning e.province_code, e.id, e.seal, event_leaf(e) as leaf
    )
    select province_code, seal, count(*)::integer as events, string_agg(leaf, ''::bytea order by id) as leaves, clock_timestamp() as sealed_at
    from written group by province_code, seal`,
  sql`
    insert into event_seals (province_code, seal, sealed_at, events, leaves, previous, hash)
    with recursive chain as (
      select *, ''::bytea as previous, event_block_hash('', seal, sealed_at, leaves) as hash from d_block where seal = 1
      union all
      select b.*, c.hash, event_block_hash(c.hash, b.seal, b.sealed_at, b.leaves) from chain c join d_block b on b.seal = c.seal + 1
    )
    select province_code, seal, sealed_at, events, leaves, previous, hash from chain`,
  raw('drop table pg_temp.events, d_block'),
];
