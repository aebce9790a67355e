-- Signing in at organisations: identity providers, the second factor, and limits on attempts (ADR 0026).

-- Since when an account has a second factor; null for none.
alter table users add column second_factor_since timestamptz;

-- Instants of these tables are real time, whatever CLOCK says: codes and sessions live by it.
create table second_factors (
  user_id uuid not null,
  -- Sealed by the server; the database alone can't read it.
  secret text not null,
  -- Null while the person has yet to type in a first code.
  confirmed_at timestamptz,
  -- The step of 30 seconds whose code was used last: none is good twice.
  last_step bigint not null default 0,
  made_at timestamptz not null,
  constraint second_factors_pk primary key (user_id),
  constraint second_factors_user_fk foreign key (user_id) references users (id) on delete cascade
);

-- A code of 79 random bits needs no more than a plain hash.
create table recovery_codes (
  user_id uuid not null,
  hash text not null,
  used_at timestamptz,
  constraint recovery_codes_pk primary key (user_id, hash),
  constraint recovery_codes_user_fk foreign key (user_id) references users (id) on delete cascade
);

-- Networks from which an account has signed in, as keyed hashes. What others do elsewhere does not make it wait there.
create table sign_in_places (
  user_id uuid not null,
  mark text not null,
  last_at timestamptz not null,
  constraint sign_in_places_pk primary key (user_id, mark),
  constraint sign_in_places_user_fk foreign key (user_id) references users (id) on delete cascade
);

-- Leaking buckets, by keyed hashes of whom or what they count.
create table rate_limits (
  key text not null,
  level double precision not null,
  at timestamptz not null,
  constraint rate_limits_pk primary key (key)
);
create index rate_limits_age on rate_limits (at);

-- Failures in a row are counted for a name at an address; both stand here as a keyed hash.
delete from sign_in_failures;
alter table sign_in_failures rename column username to key;
create index sign_in_failures_age on sign_in_failures (blocked_until);

create table identity_providers (
  province_code text collate "C" not null,
  id uuid not null default new_id(),
  org_code text collate "C" not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  -- Sealed; null for a public client.
  client_secret text,
  scopes text not null,
  -- The claim with the code of a person's organisation, for rules that name none.
  org_claim text,
  rules jsonb not null,
  -- The provider itself asks for a second factor: no other is asked for here.
  second_factor boolean not null default false,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint identity_providers_pk primary key (province_code, id),
  constraint identity_providers_org_fk foreign key (org_code) references organisations (code),
  constraint identity_providers_province check (province_code = left(org_code, 2) and org_code <> 'CN'),
  constraint identity_providers_name unique (province_code, org_code, name)
);

-- Who a provider's subject is here. The issuer belongs to the key: another one behind the same provider is somebody else's.
create table identities (
  province_code text collate "C" not null,
  provider_id uuid not null,
  issuer text not null,
  subject text not null,
  org_code text collate "C" not null,
  user_id uuid not null,
  -- The account was made by the provider, whose rules say its role and place at each sign-in.
  made boolean not null,
  created_at timestamptz not null,
  last_at timestamptz not null,
  constraint identities_pk primary key (province_code, provider_id, issuer, subject),
  constraint identities_provider_fk foreign key (province_code, provider_id)
    references identity_providers (province_code, id),
  constraint identities_user_fk foreign key (user_id) references users (id) on delete cascade
);
create unique index identities_user on identities (province_code, user_id, provider_id);
create index identities_account on identities (user_id);

alter table settings add column sign_in jsonb;

do $$
declare
  name text;
begin
  foreach name in array array['second_factors', 'recovery_codes', 'sign_in_places', 'identity_providers', 'identities']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to current_user using (true)', name || '_owner', name);
  end loop;
  foreach name in array array['second_factors', 'recovery_codes', 'sign_in_places']
  loop
    execute format(
      'create policy %I on %I using (user_id = nullif(current_setting(''app.actor_id'', true), '''')::uuid)',
      name || '_own', name);
  end loop;
  -- Whoever may see an account may take its second factor away, when the right is there: `users` has its own policies.
  foreach name in array array['second_factors', 'recovery_codes']
  loop
    execute format('create policy %I on %I for delete using (exists (select from users u where u.id = user_id))',
      name || '_kept', name);
    execute format('create policy %I on %I for select using (exists (select from users u where u.id = user_id))',
      name || '_seen', name);
  end loop;
  foreach name in array array['identity_providers', 'identities']
  loop
    execute format(
      'create policy %I on %I using (
         coalesce(current_setting(''app.union_id'', true), '''') = ''''
         and org_code >= current_setting(''app.scope_from'', true) and org_code < current_setting(''app.scope_to'', true))',
      name || '_scope', name);
  end loop;
end
$$;

grant select, insert, update, delete on second_factors, recovery_codes, sign_in_places, identity_providers, identities,
  rate_limits to :app_role;

create function platform_set_second_factor(account uuid, since timestamptz, at timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  update users set second_factor_since = since, updated_at = at, version = version + 1 where id = account
$$;

-- Whether an account has signed in from a network before.
create function platform_known_place(account uuid, wanted_mark text) returns boolean
language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from sign_in_places where user_id = account and mark = wanted_mark)
$$;

-- What the sign-in page shows: names, no addresses.
create function platform_identity_providers() returns table (id uuid, name text, org_name text)
language sql stable security definer
set search_path = public, pg_temp as $$
  select i.id, i.name, o.name from identity_providers i
  join organisations o on o.code = i.org_code and o.active
  join organisations p on p.code = i.province_code and p.active
  where i.active
  order by i.org_code, i.name
$$;

-- One provider, for whoever signs in by it.
create function platform_identity_provider(wanted uuid)
returns table (
  id uuid, org_code text, name text, issuer text, client_id text, client_secret text, scopes text, org_claim text,
  rules jsonb, second_factor boolean)
language sql stable security definer
set search_path = public, pg_temp as $$
  select i.id, i.org_code, i.name, i.issuer, i.client_id, i.client_secret, i.scopes, i.org_claim, i.rules, i.second_factor
  from identity_providers i
  join organisations o on o.code = i.org_code and o.active
  join organisations p on p.code = i.province_code and p.active
  where i.active and i.id = wanted
$$;

-- Attempts that are a day old count no more, and places unused for half a year are forgotten.
create function platform_forget_attempts() returns void
language sql security definer
set search_path = public, pg_temp as $$
  delete from rate_limits where at < clock_timestamp() - interval '1 day';
  delete from sign_in_failures where blocked_until < clock_timestamp() - interval '1 day';
  delete from sign_in_places where last_at < clock_timestamp() - interval '180 days';
  delete from sessions where expire < clock_timestamp();
$$;

revoke all on function platform_set_second_factor(uuid, timestamptz, timestamptz), platform_known_place(uuid, text),
  platform_identity_providers(), platform_identity_provider(uuid), platform_forget_attempts() from public;
grant execute on function platform_set_second_factor(uuid, timestamptz, timestamptz), platform_known_place(uuid, text),
  platform_identity_providers(), platform_identity_provider(uuid), platform_forget_attempts() to :app_role;

-- The providers of a person's place, and whether the account is tied to each.
create function platform_own_identities(account uuid, place text) returns table (id uuid, name text, linked boolean)
language sql stable security definer
set search_path = public, pg_temp as $$
  select i.id, i.name, exists (select from identities t where t.user_id = account and t.provider_id = i.id)
  from identity_providers i
  where i.active and i.province_code = left(place, 2) and starts_with(place, i.org_code)
  order by i.org_code, i.name
$$;
revoke all on function platform_own_identities(uuid, text) from public;
grant execute on function platform_own_identities(uuid, text) to :app_role;
