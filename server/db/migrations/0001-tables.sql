-- Tables of the product. Every tenant table begins its keys with province_code, so that the same schema can be
-- distributed by province; codes compare by bytes (collate "C"), so that a subtree is one range of an index.

create function new_id() returns uuid language sql volatile parallel safe as $$
  -- UUIDv7 (RFC 9562): 48 bits of milliseconds over a random UUIDv4, whose version is set from 4 to 7.
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1),
    'hex')::uuid
$$;

create table organisations (
  code text collate "C" not null,
  name text not null,
  short_name text not null,
  level text not null,
  kind text not null default 'federation',
  parent_code text collate "C",
  superior_code text collate "C",
  nominal boolean not null default false,
  contact_name text,
  contact_phone text,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint organisations_pk primary key (code),
  constraint organisations_parent_fk foreign key (parent_code) references organisations (code),
  constraint organisations_superior_fk foreign key (superior_code) references organisations (code),
  constraint organisations_code_format check (
    code ~ '^(CN|\d{2}|\d{4}|\d{4}(\d{2}|[A-Z]\d)|\d{6}(\d{3}|[A-Z]\d{2}))$'),
  constraint organisations_code_extends_parent check (
    case
      when code = 'CN' then parent_code is null
      when length(code) = 2 then parent_code = 'CN'
      when length(code) = 9 then parent_code = left(code, 6)
      else parent_code = left(code, length(code) - 2)
    end),
  constraint organisations_level_of_code check (
    level = case
      when code = 'CN' then 'nation' when length(code) = 2 then 'province' when length(code) = 4 then 'city'
      when length(code) = 6 then 'district' else 'township'
    end),
  constraint organisations_kind check (kind in ('federation', 'industry', 'park')),
  constraint organisations_superior_above check (superior_code is null or superior_code = 'CN' or starts_with(code, superior_code))
);
create index organisations_superior on organisations (superior_code);

create table unions (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  name text not null,
  kind text not null,
  ownership text not null default 'other',
  employees integer not null,
  members integer not null,
  female_members integer not null default 0,
  founded_on date,
  term_ends_on date,
  certificate_no text,
  certificate_ends_on date,
  chair_name text,
  chair_phone text,
  six_haves jsonb,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint unions_pk primary key (province_code, id),
  constraint unions_org_fk foreign key (org_code) references organisations (code),
  constraint unions_province check (province_code = left(org_code, 2)),
  constraint unions_kind check (kind in ('enterprise', 'institution', 'government', 'social', 'township', 'park', 'joint')),
  constraint unions_ownership check (ownership in ('state', 'private', 'foreign', 'other')),
  constraint unions_numbers check (employees >= 0 and female_members >= 0 and members >= female_members),
  constraint unions_dates check (founded_on <= term_ends_on),
  constraint unions_name unique (province_code, org_code, name)
);

create table users (
  id uuid not null default new_id(),
  username text not null,
  name text not null,
  role text not null,
  org_code text collate "C" not null,
  union_id uuid,
  password_hash text not null,
  must_change_password boolean not null default true,
  active boolean not null default true,
  demo boolean not null default false,
  last_login_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pk primary key (id),
  constraint users_username unique (username),
  constraint users_org_fk foreign key (org_code) references organisations (code),
  constraint users_role check (role in ('operator', 'admin', 'officer', 'leader', 'reporter')),
  constraint users_reporter_has_union check ((role = 'reporter') = (union_id is not null)),
  constraint users_operator_at_nation check (role <> 'operator' or org_code = 'CN'),
  constraint users_nation_roles check (org_code <> 'CN' or role in ('operator', 'leader'))
);
create index users_org on users (org_code, username);

create table tokens (
  id uuid not null default new_id(),
  user_id uuid not null,
  name text not null,
  hash text not null,
  expires_on date not null,
  last_used_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tokens_pk primary key (id),
  constraint tokens_hash unique (hash),
  constraint tokens_user_fk foreign key (user_id) references users (id) on delete cascade
);
create index tokens_user on tokens (user_id);

create table sessions (
  sid text not null,
  sess json not null,
  expire timestamptz not null,
  constraint sessions_pk primary key (sid)
);
create index sessions_expire on sessions (expire);
create index sessions_user on sessions ((sess ->> 'userId'));

create table sign_in_failures (
  username text not null,
  failures integer not null,
  blocked_until timestamptz not null,
  constraint sign_in_failures_pk primary key (username)
);

create table idempotency_keys (
  actor_id uuid not null,
  route text not null,
  key text not null,
  body_hash text not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pk primary key (actor_id, route, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table checklists (
  id uuid not null default new_id(),
  owner_org_code text collate "C" not null,
  title text not null,
  purpose text not null,
  family_id uuid not null,
  edition integer not null default 1,
  status text not null default 'draft',
  items jsonb not null,
  item_count integer not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint checklists_pk primary key (id),
  constraint checklists_owner_fk foreign key (owner_org_code) references organisations (code),
  constraint checklists_edition unique (family_id, edition),
  constraint checklists_purpose check (purpose in ('six-haves', 'self-inspection', 'other')),
  constraint checklists_status check (status in ('draft', 'published', 'retired')),
  constraint checklists_items check (jsonb_typeof(items) = 'array' and item_count = jsonb_array_length(items) and item_count > 0)
);

create table campaigns (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  title text not null,
  doc_no text,
  checklist_id uuid not null,
  starts_on date not null,
  submit_by date not null,
  immediate_due_on date not null,
  scheduled_due_on date not null,
  scope jsonb not null,
  priority jsonb not null,
  status text not null default 'draft',
  issue_progress jsonb,
  issued_by uuid,
  issued_at timestamptz,
  closed_at timestamptz,
  series_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint campaigns_pk primary key (province_code, id),
  constraint campaigns_org_fk foreign key (org_code) references organisations (code),
  constraint campaigns_checklist_fk foreign key (checklist_id) references checklists (id),
  constraint campaigns_province check (province_code = left(org_code, 2) and org_code <> 'CN'),
  constraint campaigns_status check (status in ('draft', 'issued', 'closed')),
  constraint campaigns_dates check (
    starts_on <= submit_by and starts_on <= immediate_due_on and submit_by <= scheduled_due_on
    and immediate_due_on <= scheduled_due_on),
  constraint campaigns_issued check (status = 'draft' or issued_at is not null)
);
create index campaigns_org on campaigns (province_code, org_code, status);

create table inspections (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  campaign_id uuid not null,
  checklist_id uuid not null,
  union_id uuid not null,
  union_name text not null,
  org_code text collate "C" not null,
  priority boolean not null,
  status text not null default 'pending',
  stage text not null default 'pending',
  answers jsonb not null default '{}',
  bad_count integer not null default 0,
  open_count integer not null default 0,
  unclosed_count integer not null default 0,
  shell boolean not null default false,
  score double precision,
  on_behalf boolean not null default false,
  submitted_at timestamptz,
  submitted_by text,
  submitter jsonb,
  approved_at timestamptz,
  return_reason text,
  undo jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint inspections_pk primary key (province_code, id),
  constraint inspections_campaign_union unique (province_code, campaign_id, union_id),
  constraint inspections_campaign_fk foreign key (province_code, campaign_id) references campaigns (province_code, id),
  constraint inspections_union_fk foreign key (province_code, union_id) references unions (province_code, id),
  constraint inspections_province check (province_code = left(org_code, 2)),
  constraint inspections_status check (status in ('pending', 'submitted', 'approved', 'returned', 'exempted')),
  constraint inspections_stage check (
    stage in ('pending', 'returned', 'exempted', 'faultless', 'defective', 'rectified', 'closed')
    and (stage in ('pending', 'returned', 'exempted')) = (status in ('pending', 'returned', 'exempted'))),
  constraint inspections_counts check (0 <= open_count and open_count <= unclosed_count and unclosed_count <= bad_count),
  constraint inspections_submitted check (status not in ('submitted', 'approved') or submitted_at is not null)
);
create index inspections_org_status on inspections (province_code, org_code, status);
-- Row security reads union_id too: without it in the index a count would visit every row.
create index inspections_campaign_stage on inspections (province_code, campaign_id, stage, org_code) include (union_id);

create table rectifications (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  campaign_id uuid not null,
  inspection_id uuid not null,
  union_id uuid not null,
  union_name text not null,
  org_code text collate "C" not null,
  item_key text not null,
  item_text text not null,
  track text not null,
  responsible text not null,
  evidence text not null,
  status text not null default 'open',
  base_due_on date not null,
  due_on date not null,
  finding text,
  measures text,
  note text,
  responsible_name text,
  rectified_at timestamptz,
  rectified_by text,
  marker jsonb,
  late boolean not null default false,
  closed_at timestamptz,
  closed_by text,
  return_reason text,
  extension jsonb,
  extension_pending boolean not null default false,
  attachment_ids uuid[] not null default '{}',
  undo jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint rectifications_pk primary key (province_code, id),
  constraint rectifications_inspection_item unique (province_code, inspection_id, item_key),
  constraint rectifications_inspection_fk foreign key (province_code, inspection_id) references inspections (province_code, id),
  constraint rectifications_province check (province_code = left(org_code, 2)),
  constraint rectifications_status check (status in ('open', 'rectified', 'returned', 'closed', 'reopened', 'withdrawn')),
  constraint rectifications_track check (track in ('immediate', 'scheduled')),
  constraint rectifications_responsible check (responsible in ('self', 'upper')),
  constraint rectifications_evidence check (
    evidence in ('none', 'optional', 'required')
    and (evidence <> 'required' or status not in ('rectified', 'closed') or cardinality(attachment_ids) > 0)),
  constraint rectifications_due check (due_on >= base_due_on),
  constraint rectifications_marked check (status not in ('rectified', 'closed') or (rectified_at is not null and measures is not null)),
  constraint rectifications_closed check (status <> 'closed' or closed_at >= rectified_at)
);
create index rectifications_org_status on rectifications (province_code, org_code, status, due_on);
create index rectifications_campaign_status on rectifications (province_code, campaign_id, status, due_on) include (org_code);
-- For totals; row security reads union_id too.
create index rectifications_campaign_count on rectifications (province_code, campaign_id, status, org_code) include (union_id);
-- For the page of what is due soonest, over the three unsettled states at once.
create index rectifications_due on rectifications (province_code, campaign_id, due_on, id) include (org_code, union_id)
  where status in ('open', 'returned', 'reopened');
create index rectifications_union on rectifications (province_code, union_id);

create table attachments (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  union_id uuid,
  uploader_id uuid not null,
  uploaded_by text not null,
  filename text not null,
  media_type text not null,
  bytes integer not null,
  sha256 text not null,
  subject_type text,
  subject_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint attachments_pk primary key (province_code, id),
  constraint attachments_province check (province_code = left(org_code, 2)),
  constraint attachments_bytes check (bytes > 0),
  constraint attachments_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint attachments_subject check ((subject_type is null) = (subject_id is null) and subject_type in ('inspections', 'rectifications'))
);
create index attachments_subject on attachments (province_code, subject_id);
create index attachments_uploader on attachments (uploader_id) where subject_id is null;

create table events (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  org_code text collate "C" not null,
  union_id uuid,
  subject_type text not null,
  subject_id text collate "C" not null,
  action text not null,
  reason text,
  changes jsonb,
  constraint events_pk primary key (province_code, id),
  constraint events_province check (province_code = left(org_code, 2))
);
create index events_subject on events (province_code, subject_id, at);
create index events_org on events (province_code, org_code, at);
