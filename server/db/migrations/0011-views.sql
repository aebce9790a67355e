-- What belongs to one person on every device: saved views of lists, and how the console looks.

create table views (
  id uuid not null default new_id(),
  user_id uuid not null,
  resource text not null,
  name text not null,
  filter jsonb not null,
  sort jsonb,
  hidden_columns text[],
  is_default boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint views_pk primary key (id),
  constraint views_user_fk foreign key (user_id) references users (id) on delete cascade,
  constraint views_name unique (user_id, resource, name)
);
-- A list opens with one of them at most.
create unique index views_default on views (user_id, resource) where is_default;

create table preferences (
  user_id uuid not null,
  settings jsonb not null,
  constraint preferences_pk primary key (user_id),
  constraint preferences_user_fk foreign key (user_id) references users (id) on delete cascade
);

alter table views enable row level security;
alter table views force row level security;
alter table preferences enable row level security;
alter table preferences force row level security;
create policy views_owner on views to current_user using (true);
create policy views_own on views using (user_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy preferences_owner on preferences to current_user using (true);
create policy preferences_own on preferences using (user_id = nullif(current_setting('app.actor_id', true), '')::uuid);
grant select, insert, update, delete on views, preferences to :app_role;
