-- Personal data is sealed by the server (server/cipher.ts); the columns stay text. ADR 0027.

-- The keys that sealed something that stands here, by their ids: a server with another key does not start.
create table data_keys (
  key_id text not null,
  since timestamptz not null default now(),
  -- When everything here was sealed with it alone; null where `npm run rekey` has not been through.
  complete_at timestamptz,
  constraint data_keys_pk primary key (key_id)
);
alter table data_keys enable row level security;
alter table data_keys force row level security;
create policy data_keys_owner on data_keys to current_user using (true);
create policy data_keys_read on data_keys for select using (true);
create policy data_keys_note on data_keys for insert with check (complete_at is null);
grant select, insert on data_keys to :app_role;
