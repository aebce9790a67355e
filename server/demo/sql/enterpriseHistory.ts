import sql, { type Sql } from 'sql-template-tag';
import { replyNotes, stageNotes, visitNotes } from '../words.ts';
import { dice, pick } from './helpers.ts';

const key = sql`e.key`;
const office = (day: Sql) => sql`pg_temp.office_day(${day})`;

/** Each visit with its day; the last one on the day that the enterprise remembers, with an outcome that fits its stage. */
export const makeVisits: Sql = sql`
  create temp table d_visit as
  select e.province_code, e.id as enterprise_id, e.org_code, e.base_code, e.key || '/' || i as key, v.visited_on,
    pg_temp.office_time(v.visited_on, 7, ${dice(sql`e.key || i`, 240)}) as at,
    case
      when i < e.visit_count or e.stage = 'outreach' then
        case when ${dice(sql`e.key || i`, 241)} < 0.5 then 'informed' when ${dice(sql`e.key || i`, 241)} < 0.8 then 'considering' else 'absent' end
      when e.stage = 'refused' then 'refused' when e.stage = 'willing' and ${dice(sql`e.key || i`, 241)} < 0.4 then 'considering' else 'agreed'
    end as outcome
  from d_life_of e
  cross join generate_series(1, e.visit_count) as i
  cross join lateral (
    select case when i = e.visit_count then e.last_visit_on
      else ${office(sql`e.created_on + floor((e.last_visit_on - e.created_on) * (i - ${dice(sql`e.key || i`, 242)}) / e.visit_count)::integer`)} end as visited_on
  ) as v`;

export const insertVisits: Sql[] = [
  sql`
    insert into visits (province_code, id, enterprise_id, org_code, visited_on, visitor_name, outcome, note, created_at, updated_at)
    select v.province_code, pg_temp.make_id(v.at, 'visit/' || v.key), v.enterprise_id, v.org_code, v.visited_on, s.name, v.outcome,
      case when ${dice(sql`v.key`, 243)} < 0.6 then ${pick(visitNotes, sql`v.key`, 244)} end, v.at, v.at
    from d_visit v join d_seat s on s.org_code = v.base_code and s.seat = 1
    order by v.org_code, v.visited_on`,
  sql`
    insert into events (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, changes)
    select v.province_code, pg_temp.make_id(v.at, 'event/visit/' || v.key), v.at, s.id, s.name, v.org_code, 'visits',
      pg_temp.make_id(v.at, 'visit/' || v.key)::text, 'create',
      jsonb_build_object('visitedOn', jsonb_build_array(null, v.visited_on), 'visitorName', jsonb_build_array(null, s.name),
        'outcome', jsonb_build_array(null, v.outcome))
    from d_visit v join d_seat s on s.org_code = v.base_code and s.seat = 1`,
];

/** 两书: an opinion to those who will not move, and a proposal to some who did not answer it. Many wait for their reply. */
export const makeLetters: Sql = sql`
  create temp table d_letter as
  with slow as materialized (
    select e.*, row_number() over (partition by ledger_key order by array_position(array['refused', 'outreach', 'willing'], stage), ${dice(key, 250)}) as turn
    from d_life_of e where stage in ('refused', 'outreach', 'willing') and letters > 0
  ), first as materialized (
    select *, ${office(sql`created_on + 21 + floor(greatest(0, as_of - 6 - created_on - 21) * (1 - power(${dice(sql`key`, 251)}, 2)))::integer`)} as issued_on
    from slow where turn <= letters
  ), answered as materialized (
    select *, case when ${dice(sql`key`, 252)} < 0.55
      then ${office(sql`issued_on + 4 + floor(16 * ${dice(sql`key`, 253)})::integer`)} end as replied_on
    from first
  ), both_books as (
    select province_code, id as enterprise_id, org_code, base_code, key, 'rectification-opinion' as kind, issued_on, issued_on + 15 as reply_due_on,
      case when replied_on < as_of then replied_on end as replied_on
    from answered
    union all
    select province_code, id, org_code, base_code, key || '+', 'handling-proposal', ${office(sql`issued_on + 25`)},
      ${office(sql`issued_on + 25`)} + 30, null
    from answered where replied_on is null and issued_on + 27 < as_of and ${dice(sql`key`, 254)} < 0.6
  )
  select b.*, p.base_name || case kind when 'rectification-opinion' then '工意' else '工建' end || '〔' || to_char(issued_on, 'YYYY') || '〕'
      || row_number() over (partition by b.base_code, kind, to_char(issued_on, 'YYYY') order by issued_on, key) || '号' as doc_no,
    pg_temp.office_time(issued_on, 8, ${dice(sql`key`, 255)}) as at, pg_temp.office_time(replied_on, 10, ${dice(sql`key`, 256)}) as replied_at
  from both_books b join d_place p on p.org_code = b.base_code`;

export const insertLetters: Sql[] = [
  sql`
    insert into letters
      (province_code, id, enterprise_id, org_code, kind, doc_no, issued_on, reply_due_on, replied_on, reply_note, version, created_at, updated_at)
    select province_code, pg_temp.make_id(at, 'letter/' || key), enterprise_id, org_code, kind, doc_no, issued_on, reply_due_on, replied_on,
      case when replied_on is not null then ${pick(replyNotes, sql`key`, 257)} end, 1 + num_nonnulls(replied_at), at, coalesce(replied_at, at)
    from d_letter`,
  sql`
    insert into events (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, changes)
    select l.province_code, pg_temp.make_id(e.at, 'event/letter/' || e.action || l.key), e.at, s.id, s.name, l.org_code, 'letters',
      pg_temp.make_id(l.at, 'letter/' || l.key)::text, e.action, e.changes
    from d_letter l
    join d_seat s on s.org_code = l.base_code and s.seat = 1
    cross join lateral (values
      ('create', l.at, jsonb_build_object('kind', jsonb_build_array(null,
        case l.kind when 'handling-proposal' then '处理建议书' else '整改意见书' end), 'docNo', jsonb_build_array(null, l.doc_no))),
      ('edit', l.replied_at, jsonb_build_object('repliedOn', jsonb_build_array(null, l.replied_on)))
    ) as e (action, at, changes)
    where e.at is not null`,
];

/** One's own way: found by the survey, moved from stage to stage with a note, covered by unions, named as a benchmark. */
export const enterpriseEvents: Sql = sql`
  insert into events (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, reason, changes)
  with covered as materialized (
    select m.enterprise_id, jsonb_agg(m.union_id order by m.union_id) as unions
    from enterprise_unions m join d_life_of e on e.province_code = m.province_code and e.id = m.enterprise_id group by 1
  )
  select e.province_code, pg_temp.make_id(t.at, 'event/' || t.name || e.key), t.at, s.id, s.name, e.org_code, 'enterprises', e.id::text, t.action,
    t.note, t.changes
  from d_life_of e
  join d_seat s on s.org_code = e.base_code and s.seat = 1
  left join covered c on c.enterprise_id = e.id
  cross join lateral (values
    ('found', e.created_at, 'create', null::text, jsonb_build_object('stage', jsonb_build_array(null, 'outreach'))),
    ('willing', e.to_willing_at, 'change-stage', ${pick(stageNotes.willing, key, 260)}, '{"stage": ["outreach", "willing"]}'::jsonb),
    ('forming', e.to_forming_at, 'change-stage', ${pick(stageNotes.forming, key, 261)}, '{"stage": ["willing", "forming"]}'::jsonb),
    ('established', e.to_established_at, 'change-stage', ${pick(stageNotes.established, key, 262)},
      jsonb_build_object('stage', '["forming", "established"]'::jsonb, 'unionIds', jsonb_build_array('[]'::jsonb, c.unions))),
    ('recruited', e.recruited_at, 'edit', null, jsonb_build_object('membersRecruited', jsonb_build_array(0, e.recruited))),
    ('refused', e.to_refused_at, 'change-stage', ${pick(stageNotes.refused, key, 263)},
      jsonb_build_object('stage', jsonb_build_array(case when e.was_willing then 'willing' else 'outreach' end, 'refused'))),
    ('benchmark', e.benchmark_at, 'edit', null, '{"benchmark": [false, true]}'::jsonb)
  ) as t (name, at, action, note, changes)
  where t.at is not null`;
