-- The registers that stand beside the campaigns: settings of a tenant, demonstration sites, the establishment ledger,
-- circulars, re-inspections, results per have, and the end of a union.

-- What a federation decides for itself and what lies below it; a null column is as the superior decided.
create table settings (
  province_code text collate "C" not null,
  org_code text collate "C" not null,
  batch_categories jsonb,
  site_quotas jsonb,
  site_reporting jsonb,
  eligibility jsonb,
  letter_kinds jsonb,
  ledger jsonb,
  targets jsonb,
  ranking jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint settings_pk primary key (province_code, org_code),
  constraint settings_org_fk foreign key (org_code) references organisations (code),
  constraint settings_province check (province_code = left(org_code, 2) and org_code <> 'CN')
);

create table sites (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  name text not null,
  batch_category text not null,
  kind text not null,
  address text,
  has_federation boolean not null,
  has_station boolean not null,
  has_home boolean not null,
  four_most jsonb not null default '{}',
  four_not jsonb not null default '{}',
  four_together jsonb not null default '{}',
  status text not null default 'nominated',
  nominated_by jsonb,
  recommended_by jsonb,
  building_on date,
  accepted_on date,
  listed_on date,
  revoked_on date,
  return_reason text,
  reinspected_on date,
  attachment_ids uuid[] not null default '{}',
  undo jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sites_pk primary key (province_code, id),
  constraint sites_org_fk foreign key (org_code) references organisations (code),
  constraint sites_province check (province_code = left(org_code, 2)),
  constraint sites_kind check (kind in ('park', 'community', 'industry', 'building', 'project', 'group')),
  constraint sites_status check (status in ('nominated', 'recommended', 'building', 'accepted', 'listed', 'revoked')),
  constraint sites_listed check (status <> 'listed' or listed_on is not null),
  constraint sites_name unique (province_code, org_code, name)
);
create index sites_org on sites (province_code, org_code, status);

-- Figures of one site in one month. Stocks are as at its end, flows are of the month.
create table site_reports (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  site_id uuid not null,
  org_code text collate "C" not null,
  month text collate "C" not null,
  unions integer not null,
  enterprises integer not null,
  workers integer not null,
  migrant_workers integer not null,
  members integer,
  social_workers integer not null,
  services integer not null,
  visitors integer not null,
  disputes integer not null,
  participants integer not null,
  suggestions integer not null,
  benefit_yuan bigint not null,
  note text,
  doubts text[] not null default '{}',
  reported_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint site_reports_pk primary key (province_code, id),
  constraint site_reports_site_fk foreign key (province_code, site_id) references sites (province_code, id),
  constraint site_reports_province check (province_code = left(org_code, 2)),
  constraint site_reports_month_format check (month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  constraint site_reports_stocks check (
    unions >= 0 and enterprises >= 0 and workers >= 0 and migrant_workers >= 0 and members >= 0 and social_workers >= 0),
  constraint site_reports_month unique (province_code, site_id, month) include (org_code)
);
create index site_reports_org on site_reports (province_code, org_code, month);
-- The order of the list: newest first.
create index site_reports_newest on site_reports (province_code, month desc nulls last, id desc nulls last) include (org_code);

create table enterprises (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  name text not null,
  uscc text collate "C" not null,
  employees integer not null,
  opened_on date,
  contact_name text,
  contact_phone text,
  stage text not null default 'outreach',
  stage_since date not null,
  benchmark boolean not null default false,
  benchmark_reasons text[] not null default '{}',
  members_recruited integer not null default 0,
  visit_count integer not null default 0,
  last_visit_on date,
  -- The first day on which it counts as eligible by the tenant's rule; infinity for never.
  eligible_from date not null,
  undo jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint enterprises_pk primary key (province_code, id),
  constraint enterprises_org_fk foreign key (org_code) references organisations (code),
  constraint enterprises_province check (province_code = left(org_code, 2)),
  constraint enterprises_stage check (stage in ('established', 'forming', 'willing', 'outreach', 'refused')),
  constraint enterprises_uscc_format check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  constraint enterprises_numbers check (employees >= 0 and members_recruited >= 0 and visit_count >= 0),
  constraint enterprises_uscc unique (province_code, uscc)
);
create index enterprises_org on enterprises (province_code, org_code, stage, eligible_from) include (benchmark, last_visit_on);
create index enterprises_open on enterprises (province_code, org_code, last_visit_on) include (eligible_from)
  where stage in ('forming', 'willing', 'outreach');
create index enterprises_waiting on enterprises (province_code, (coalesce(last_visit_on, '-infinity'::date)), id);
create index enterprises_name on enterprises (province_code, name, id) include (org_code);

-- One union may cover many enterprises, and one enterprise may have two.
create table enterprise_unions (
  province_code text collate "C" not null,
  enterprise_id uuid not null,
  union_id uuid not null,
  org_code text collate "C" not null,
  constraint enterprise_unions_pk primary key (province_code, enterprise_id, union_id),
  constraint enterprise_unions_enterprise_fk foreign key (province_code, enterprise_id)
    references enterprises (province_code, id) on delete cascade,
  constraint enterprise_unions_union_fk foreign key (province_code, union_id) references unions (province_code, id),
  constraint enterprise_unions_province check (province_code = left(org_code, 2))
);
create index enterprise_unions_union on enterprise_unions (province_code, union_id);

create table visits (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  enterprise_id uuid not null,
  org_code text collate "C" not null,
  visited_on date not null,
  visitor_name text not null,
  outcome text not null,
  note text,
  attachment_ids uuid[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint visits_pk primary key (province_code, id),
  constraint visits_enterprise_fk foreign key (province_code, enterprise_id) references enterprises (province_code, id),
  constraint visits_province check (province_code = left(org_code, 2)),
  constraint visits_outcome check (outcome in ('agreed', 'considering', 'informed', 'refused', 'absent'))
);
create index visits_enterprise on visits (province_code, enterprise_id, visited_on);
create index visits_org on visits (province_code, org_code, visited_on);
create index visits_latest on visits (province_code, visited_on desc nulls last, id desc nulls last) include (org_code);

create table letters (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  enterprise_id uuid not null,
  org_code text collate "C" not null,
  kind text not null,
  doc_no text not null,
  issued_on date not null,
  reply_due_on date not null,
  replied_on date,
  reply_note text,
  note text,
  attachment_ids uuid[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint letters_pk primary key (province_code, id),
  constraint letters_enterprise_fk foreign key (province_code, enterprise_id) references enterprises (province_code, id),
  constraint letters_province check (province_code = left(org_code, 2)),
  constraint letters_dates check (issued_on <= reply_due_on and issued_on <= replied_on),
  constraint letters_doc_no unique (province_code, org_code, doc_no)
);
create index letters_enterprise on letters (province_code, enterprise_id);
create index letters_open on letters (province_code, org_code, reply_due_on) where replied_on is null;
create index letters_due on letters (province_code, reply_due_on) include (org_code) where replied_on is null;

create table bulletins (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  campaign_id uuid,
  title text not null,
  doc_no text,
  body text not null,
  addressees text[] not null,
  -- Their names as they were when it was last saved: a published circular keeps them.
  addressee_names text[] not null default '{}',
  signed_by text not null,
  signed_on date,
  cut_off_at timestamptz not null,
  figures jsonb not null,
  status text not null default 'draft',
  published_at timestamptz,
  published_by text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint bulletins_pk primary key (province_code, id),
  constraint bulletins_org_fk foreign key (org_code) references organisations (code),
  constraint bulletins_campaign_fk foreign key (province_code, campaign_id) references campaigns (province_code, id),
  constraint bulletins_province check (province_code = left(org_code, 2) and org_code <> 'CN'),
  constraint bulletins_status check (status in ('draft', 'published')),
  constraint bulletins_published check (status = 'draft' or (published_at is not null and signed_on is not null))
);
create index bulletins_org on bulletins (province_code, org_code, status, cut_off_at);

-- One for each addressee from the publication on.
create table bulletin_receipts (
  province_code text collate "C" not null,
  bulletin_id uuid not null,
  org_code text collate "C" not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  reply text,
  constraint bulletin_receipts_pk primary key (province_code, bulletin_id, org_code),
  constraint bulletin_receipts_bulletin_fk foreign key (province_code, bulletin_id)
    references bulletins (province_code, id) on delete cascade,
  constraint bulletin_receipts_province check (province_code = left(org_code, 2)),
  constraint bulletin_receipts_acknowledged check ((acknowledged_at is null) = (acknowledged_by is null))
);

-- A recorded draw: the population as it was, the seed and the rule, so that it can be repeated and proven.
create table reinspections (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  campaign_id uuid not null,
  seed text not null,
  method jsonb not null,
  strata jsonb not null,
  population_size integer not null,
  sample_size integer not null,
  held integer not null default 0,
  relapsed integer not null default 0,
  -- Reopened or withdrawn before anybody came to look: nothing was left to inspect.
  skipped integer not null default 0,
  due_on date not null,
  drawn_by text not null,
  status text not null default 'open',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint reinspections_pk primary key (province_code, id),
  constraint reinspections_org_fk foreign key (org_code) references organisations (code),
  constraint reinspections_campaign_fk foreign key (province_code, campaign_id) references campaigns (province_code, id),
  constraint reinspections_province check (province_code = left(org_code, 2)),
  constraint reinspections_status check (status in ('open', 'finished')),
  constraint reinspections_sizes check (
    0 < sample_size and sample_size <= population_size
    and 0 <= held and 0 <= relapsed and 0 <= skipped and held + relapsed + skipped <= sample_size),
  constraint reinspections_finished check ((status = 'finished') = (held + relapsed + skipped = sample_size))
);
create index reinspections_org on reinspections (province_code, org_code, status);

-- Everything that could have been drawn, in the order of its ids, and the stratum (by its place in `strata`) of each.
create table reinspection_populations (
  province_code text collate "C" not null,
  reinspection_id uuid not null,
  org_code text collate "C" not null,
  ids uuid[] not null,
  strata integer[] not null,
  constraint reinspection_populations_pk primary key (province_code, reinspection_id),
  constraint reinspection_populations_reinspection_fk foreign key (province_code, reinspection_id)
    references reinspections (province_code, id) on delete cascade,
  constraint reinspection_populations_province check (province_code = left(org_code, 2)),
  constraint reinspection_populations_sizes check (cardinality(ids) = cardinality(strata))
);

create table reinspection_items (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  reinspection_id uuid not null,
  rectification_id uuid not null,
  union_id uuid not null,
  org_code text collate "C" not null,
  stratum text collate "C" not null,
  position integer not null,
  outcome text not null default 'pending',
  inspected_on date,
  inspected_by text,
  inspector_id uuid,
  recorded_at timestamptz,
  -- The newest outcome of its item, over all draws: what the measures count.
  newest boolean not null default false,
  note text,
  attachment_ids uuid[] not null default '{}',
  constraint reinspection_items_pk primary key (province_code, id),
  constraint reinspection_items_reinspection_fk foreign key (province_code, reinspection_id)
    references reinspections (province_code, id) on delete cascade,
  constraint reinspection_items_rectification_fk foreign key (province_code, rectification_id)
    references rectifications (province_code, id),
  constraint reinspection_items_once unique (province_code, reinspection_id, rectification_id),
  constraint reinspection_items_province check (province_code = left(org_code, 2)),
  constraint reinspection_items_outcome check (
    outcome in ('pending', 'held', 'relapsed', 'skipped') and (outcome = 'pending') = (inspected_on is null)
    and (outcome = 'pending') = (recorded_at is null) and (outcome = 'pending') = (inspector_id is null)),
  constraint reinspection_items_newest check (not newest or outcome in ('held', 'relapsed'))
);
create index reinspection_items_rectification on reinspection_items (province_code, rectification_id);
-- An item waits in one draw at a time, and has one newest outcome.
create unique index reinspection_items_waiting on reinspection_items (province_code, rectification_id) where outcome = 'pending';
create unique index reinspection_items_newest on reinspection_items (province_code, rectification_id) where newest;
create index reinspection_items_outcomes on reinspection_items (province_code, org_code, outcome) include (rectification_id) where newest;

-- A reopening may ask for an earlier day than the first one: what has relapsed need not wait for the end of the year.
alter table rectifications drop constraint rectifications_due;

-- What each inspection by a six-haves checklist said of each have; a union's newest stands on its own row too.
create table have_results (
  province_code text collate "C" not null,
  inspection_id uuid not null,
  have_key text not null,
  union_id uuid not null,
  org_code text collate "C" not null,
  passed boolean not null,
  assessed_at timestamptz not null,
  constraint have_results_pk primary key (province_code, inspection_id, have_key),
  constraint have_results_inspection_fk foreign key (province_code, inspection_id) references inspections (province_code, id),
  constraint have_results_province check (province_code = left(org_code, 2))
);
create index have_results_union on have_results (province_code, union_id, assessed_at);

alter table unions
  -- Passes all six haves by its newest results; null before the first.
  add column standard boolean,
  add column ended_on date,
  add column end_kind text,
  add column end_reason text,
  add column merged_into_id uuid,
  add constraint unions_end check (
    (ended_on is null) = (end_kind is null) and end_kind in ('merged', 'dissolved') and (ended_on is null or not active)
    and (merged_into_id is not null) = (end_kind is not distinct from 'merged'));

-- What the inspections that still count said of each have, and from it the newest result of each union.
insert into have_results (province_code, inspection_id, have_key, union_id, org_code, passed, assessed_at)
select i.province_code, i.id, item.section, i.union_id, u.org_code,
  bool_and(not item.core or given.value = 'na' or (given.value = 'yes') = (item.polarity = 'yesIsGood')), i.submitted_at
from inspections i
join checklists c on c.id = i.checklist_id and c.purpose = 'six-haves'
join unions u on u.province_code = i.province_code and u.id = i.union_id
cross join lateral jsonb_to_recordset(c.items) as item (key text, section text, core boolean, polarity text)
cross join lateral (select i.answers -> item.key ->> 'value' as value) as given
where i.status in ('submitted', 'approved') and i.submitted_at is not null and item.section in (
  'elected-chair', 'sound-organisation', 'activity-carriers', 'sound-institutions', 'own-funds', 'satisfying-performance')
group by i.province_code, i.id, item.section, i.union_id, u.org_code, i.submitted_at;
update unions u set six_haves = newest.six_haves, standard = newest.standard
from (
  select all_unions.province_code, all_unions.id, flags.six_haves, flags.standard
  from unions all_unions
  left join lateral (
    select jsonb_object_agg(have_key, passed) as six_haves, count(*) filter (where passed) = 6 as standard
    from (
      select distinct on (have_key) have_key, passed from have_results r
      where r.province_code = all_unions.province_code and r.union_id = all_unions.id
      order by have_key, assessed_at desc, inspection_id desc
    ) as one
    having count(*) > 0
  ) as flags on true
  where all_unions.six_haves is not null
) as newest
where u.province_code = newest.province_code and u.id = newest.id;
create index unions_term on unions (province_code, term_ends_on) include (org_code, id) where active;
create index unions_certificate on unions (province_code, certificate_ends_on) include (org_code, id) where active;
create index unions_standard on unions (province_code, org_code, active, standard);

alter table attachments drop constraint attachments_subject, add constraint attachments_subject check (
  (subject_type is null) = (subject_id is null)
  and subject_type in ('inspections', 'rectifications', 'sites', 'visits', 'letters', 'reinspections'));

do $$
declare
  name text;
begin
  foreach name in array array[
    'settings', 'sites', 'site_reports', 'enterprises', 'enterprise_unions', 'visits', 'letters', 'bulletins',
    'bulletin_receipts', 'reinspections', 'reinspection_items', 'reinspection_populations', 'have_results'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to current_user using (true)', name || '_owner', name);
  end loop;
  -- The business of federations: a union's reporter has no part in it.
  foreach name in array array[
    'settings', 'sites', 'site_reports', 'enterprises', 'enterprise_unions', 'visits', 'letters', 'bulletins',
    'bulletin_receipts', 'reinspections', 'reinspection_populations'
  ] loop
    execute format($policy$
      create policy %I on %I using (
        (select coalesce(current_setting('app.union_id', true), '')) = ''
        and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true))
      $policy$, name || '_scope', name);
  end loop;
end
$$;

create policy have_results_scope on have_results using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
create policy reinspection_items_scope on reinspection_items using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
-- What a superior decided for those below, and what it published to them.
create policy settings_flow_down on settings for select using (
  current_setting('app.scope_from', true) <> '' and starts_with(current_setting('app.scope_from', true), org_code));
create policy bulletins_flow_down on bulletins for select using (
  status = 'published' and coalesce(current_setting('app.union_id', true), '') = ''
  and current_setting('app.scope_from', true) <> '' and starts_with(current_setting('app.scope_from', true), org_code));

-- Whether a code of an enterprise is in use anywhere in the province: yes or no, and nothing else of it.
create function platform_uscc_taken(province text, wanted text) returns boolean
language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from enterprises where province_code = province and uscc = wanted)
$$;
-- Counts an enterprise's visits anew, those made where it stood before it moved too; tells nothing of them.
create function platform_count_visits(province text, enterprise uuid) returns void
language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform from enterprises where province_code = province and id = enterprise for update;
  update enterprises e set visit_count = v.made, last_visit_on = v.latest
  from (
    select count(*)::int as made, max(visited_on) as latest from visits
    where province_code = province and enterprise_id = enterprise) v
  where e.province_code = province and e.id = enterprise;
end
$$;
revoke all on function platform_uscc_taken(text, text), platform_count_visits(text, uuid) from public;
grant execute on function platform_uscc_taken(text, text), platform_count_visits(text, uuid) to :app_role;

-- The campaigns in which a union has an inspection, wherever that was counted: a merger makes no second one.
create function platform_union_campaigns(province text, wanted uuid) returns setof uuid
language sql stable security definer
set search_path = public, pg_temp as $$
  select campaign_id from inspections where province_code = province and union_id = wanted
$$;
-- Whether a union has unfinished work or covers enterprises outside of a range of organisations: yes or no.
create function platform_union_tied_outside(province text, wanted uuid, scope_from text, scope_to text) returns boolean
language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (
    select from enterprise_unions
    where province_code = province and union_id = wanted
      and not (org_code collate "C" >= scope_from and org_code collate "C" < scope_to))
  or exists (
    select from inspections i join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id
    where i.province_code = province and i.union_id = wanted
      and not (i.org_code collate "C" >= scope_from and i.org_code collate "C" < scope_to)
      and (i.unclosed_count > 0 or (i.status in ('pending', 'returned', 'submitted') and c.status = 'issued')))
$$;
revoke all on function platform_union_campaigns(text, uuid), platform_union_tied_outside(text, uuid, text, text) from public;
grant execute on function platform_union_campaigns(text, uuid), platform_union_tied_outside(text, uuid, text, text) to :app_role;

grant select, insert, update, delete on
  settings, sites, site_reports, enterprises, enterprise_unions, visits, letters, bulletins, bulletin_receipts,
  reinspections, reinspection_items, reinspection_populations, have_results to :app_role;
