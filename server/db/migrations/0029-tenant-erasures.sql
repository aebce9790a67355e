-- That all data of a province was removed, by the owner's command: the one thing that stays of it.
create table tenant_erasures (
  id uuid not null default new_id(),
  province_code text collate "C" not null,
  name text not null,
  -- Real time, whatever CLOCK says.
  at timestamptz not null default now(),
  -- Of each table that had any, how many rows went.
  rows jsonb not null,
  files integer not null,
  constraint tenant_erasures_pk primary key (province_code, id)
);
alter table tenant_erasures enable row level security;
alter table tenant_erasures force row level security;
create policy tenant_erasures_owner on tenant_erasures to current_user using (true);
