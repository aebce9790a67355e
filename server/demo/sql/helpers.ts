import sql, { raw, type Sql } from 'sql-template-tag';

/**
 * Functions of the session that makes the data. `dice` is a number in [0, 1) that depends on its key and salt alone, so
 * that the same day gives the same data; `make_id` is a UUIDv7 of an instant with a key in place of the random bits.
 */
export const helperFunctions: Sql[] = [
  sql`create or replace function pg_temp.dice(key text, salt integer) returns double precision language sql immutable as $$
    select (hashtextextended($1, $2) & 9007199254740991) / 9007199254740992.0::double precision $$`,
  sql`create or replace function pg_temp.pick(words text[], r double precision) returns text language sql immutable as $$
    select $1[1 + floor($2 * cardinality($1))::integer] $$`,
  sql`create or replace function pg_temp.make_id(at timestamptz, key text) returns uuid language sql immutable as $$
    select overlay(overlay(overlay(md5($2) placing lpad(to_hex((extract(epoch from $1)::double precision * 1000)::bigint), 12, '0')
      from 1 for 12) placing '7' from 13 for 1) placing '8' from 17 for 1)::uuid $$`,
  // Saturdays and Sundays become the Friday before, so that later stays later.
  sql`create or replace function pg_temp.office_day(day date) returns date language sql immutable as $$
    select $1 - greatest(0, extract(isodow from $1)::integer - 5) $$`,
  // Within a day, steps follow each other in the order of their numbers 0 to 13.
  sql`create or replace function pg_temp.office_time(day date, step integer, r double precision) returns timestamptz
    language sql immutable as $$
    select case when $1 is not null
      then ($1 + time '08:30') at time zone 'Asia/Shanghai' + make_interval(secs => floor(($2 + $3) * 2314)) end $$`,
  // Waiting times: most are short, a few are long.
  sql`create or replace function pg_temp.wait(mean double precision, r double precision) returns integer
    language sql immutable as $$ select floor(-ln(1 - $2) * $1)::integer $$`,
  // `usccCheck` of shared/rules/uscc.ts, for codes of digits.
  sql`create or replace function pg_temp.uscc(first17 text) returns text language sql immutable as $$
    select $1 || substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + ((31 - sum(substr($1, i, 1)::integer
      * (array[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])[i]) % 31) % 31)::integer, 1)
    from generate_series(1, 17) as i $$`,
];

/** A list of words as an array literal, so that the planner sees a constant. */
export function words(list: readonly string[]): Sql {
  return raw(`array[${list.map((word) => `'${word.replaceAll("'", "''")}'`).join(',')}]::text[]`);
}

export const pick = (list: readonly string[], key: Sql, salt: number): Sql =>
  sql`pg_temp.pick(${words(list)}, pg_temp.dice(${key}, ${raw(String(salt))}))`;

/** Joins one of the sealed numbers of `place` (server/demo/numbers.ts) to each row, by a throw of the dice. */
export const sealedNumber = (place: string, alias: Sql, thrown: Sql): Sql =>
  sql`join d_number as ${alias} on ${alias}.place = ${raw(`'${place}'`)} and ${alias}.nth = floor(${thrown} * ${raw(String(POOL))})::integer`;

/** How many numbers there are of each kind. */
export const POOL = 4000;

export const dice = (key: Sql, salt: number): Sql => sql`pg_temp.dice(${key}, ${raw(String(salt))})`;

/** Made for one province and dropped before the next. */
export const scratchTables = [
  'd_number',
  'd_days',
  'd_place',
  'd_seat',
  'd_slot',
  'd_union',
  'd_enterprise',
  'd_life_of',
  'd_visit',
  'd_letter',
  'd_member',
  'd_site',
  'd_site_step',
  'd_report',
  'd_item_def',
  'd_inspection',
  'd_verdict',
  'd_answer',
  'd_item',
  'd_life',
  'd_full',
  'd_people',
  'd_step',
] as const;
