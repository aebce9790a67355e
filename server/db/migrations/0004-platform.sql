-- Before there is a scope (sign-in, tokens, jobs) these functions are the only way across tenants. Each answers one
-- narrow question and runs as the owner of the tables.

create function platform_account(wanted_username text, wanted_id uuid)
returns table (
  id uuid, username text, name text, role text, org_code text, union_id uuid, password_hash text,
  must_change_password boolean, active boolean, demo boolean)
language sql stable security definer
set search_path = public, pg_temp as $$
  select u.id, u.username, u.name, u.role, u.org_code, u.union_id, u.password_hash, u.must_change_password,
    u.active and o.active and p.active, u.demo
  from users u
  join organisations o on o.code = u.org_code
  join organisations p on p.code = left(u.org_code, 2)
  where u.username = wanted_username or u.id = wanted_id
$$;

create function platform_account_of_token(wanted_hash text, today date) returns uuid
language sql security definer
set search_path = public, pg_temp as $$
  update tokens set last_used_at = now() where hash = wanted_hash and expires_on >= today returning user_id
$$;

create function platform_signed_in(account uuid, at timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  update users set last_login_at = at where id = account
$$;

create function platform_set_password(account uuid, new_hash text, at timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  update users set password_hash = new_hash, must_change_password = false, updated_at = at, version = version + 1
  where id = account
$$;

-- Campaigns whose issuing was begun and not finished, for the worker that goes on with them after a crash.
create function platform_unfinished_issues() returns table (id uuid, org_code text, issued_by uuid)
language sql stable security definer
set search_path = public, pg_temp as $$
  select id, org_code, issued_by from campaigns where status = 'draft' and issue_progress is not null
$$;

create function platform_forget_idempotency_keys(before timestamptz) returns void
language sql security definer
set search_path = public, pg_temp as $$
  delete from idempotency_keys where created_at < before
$$;

revoke all on function platform_account(text, uuid), platform_account_of_token(text, date),
  platform_signed_in(uuid, timestamptz), platform_set_password(uuid, text, timestamptz), platform_unfinished_issues(),
  platform_forget_idempotency_keys(timestamptz) from public;
grant execute on function platform_account(text, uuid), platform_account_of_token(text, date),
  platform_signed_in(uuid, timestamptz), platform_set_password(uuid, text, timestamptz), platform_unfinished_issues(),
  platform_forget_idempotency_keys(timestamptz) to :app_role;
