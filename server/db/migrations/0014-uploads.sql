-- What a picture says of itself: information of its sender, never proof.
alter table attachments
  add column taken_at timestamptz,
  add column taken_lat double precision,
  add column taken_lng double precision,
  add constraint attachments_taken_place check (
    (taken_lat is null) = (taken_lng is null) and taken_lat between -90 and 90 and taken_lng between -180 and 180
  );

-- Files that are sent in parts. An upload belongs to the person who sends it, as an export does, and to no organisation;
-- its parts lie here, so that any server can go on where another one stopped.
create table uploads (
  id uuid not null default new_id(),
  uploader_id uuid not null,
  filename text not null,
  declared_type text,
  bytes integer not null,
  received integer not null default 0,
  -- Of the whole file, where the sender can tell it.
  sha256 text,
  fields jsonb not null,
  attachment_id uuid,
  -- Real time: when something of it last arrived.
  touched_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  constraint uploads_pk primary key (id),
  constraint uploads_uploader_fk foreign key (uploader_id) references users (id) on delete cascade,
  constraint uploads_bytes check (bytes > 0),
  constraint uploads_received check (received between 0 and bytes),
  constraint uploads_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
);
create index uploads_uploader on uploads (uploader_id) where attachment_id is null;
create index uploads_touched on uploads (touched_at);

create table upload_parts (
  upload_id uuid not null,
  start integer not null,
  uploader_id uuid not null,
  content bytea not null,
  constraint upload_parts_pk primary key (upload_id, start),
  constraint upload_parts_upload_fk foreign key (upload_id) references uploads (id) on delete cascade
);
-- Pictures do not get smaller by packing them again.
alter table upload_parts alter column content set storage external;

alter table uploads enable row level security;
alter table uploads force row level security;
alter table upload_parts enable row level security;
alter table upload_parts force row level security;
create policy uploads_owner on uploads to current_user using (true);
create policy uploads_own on uploads using (uploader_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy upload_parts_owner on upload_parts to current_user using (true);
create policy upload_parts_own on upload_parts
  using (uploader_id = nullif(current_setting('app.actor_id', true), '')::uuid);
grant select, insert, update, delete on uploads, upload_parts to :app_role;

-- What nobody finishes, and what is finished and not asked for any more.
create function platform_forget_uploads(before timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  delete from uploads where touched_at < before
$$;
revoke all on function platform_forget_uploads(timestamptz) from public;
grant execute on function platform_forget_uploads(timestamptz) to :app_role;
