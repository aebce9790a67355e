-- Row-level security, the second of two walls (ADR 0002). The scope of a transaction is a pair of bounds on org_code;
-- unset and empty bounds match nothing. :app_role is the role that the server signs in with.

do $$
declare
  name text;
begin
  foreach name in array array[
    'organisations', 'unions', 'users', 'tokens', 'checklists', 'campaigns', 'inspections', 'rectifications', 'attachments',
    'events', 'progress_pending', 'progress_entries', 'progress_counts', 'progress_days', 'idempotency_keys'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    -- Migrations and the platform functions run as the owner; nobody signs in with it to serve requests.
    execute format('create policy %I on %I to current_user using (true)', name || '_owner', name);
  end loop;
end
$$;

-- Organisations: the own subtree; the names of superiors flow down; the operator keeps the whole tree.
create policy organisations_scope on organisations using (
  code >= current_setting('app.scope_from', true) and code < current_setting('app.scope_to', true));
create policy organisations_flow_down on organisations for select using (
  code = 'CN' or (current_setting('app.scope_from', true) <> '' and starts_with(current_setting('app.scope_from', true), code)));
create policy organisations_platform on organisations using (current_setting('app.platform', true) = 'on');

-- Accounts: those of the own subtree, never to a union's reporter; the operator keeps them all.
create policy users_scope on users using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy users_platform on users using (current_setting('app.platform', true) = 'on');

create policy tokens_own on tokens using (user_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy idempotency_keys_own on idempotency_keys
  using (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);

-- Checklists and campaigns: the own subtree; published ones flow down.
create policy checklists_scope on checklists using (
  owner_org_code >= current_setting('app.scope_from', true) and owner_org_code < current_setting('app.scope_to', true));
create policy checklists_flow_down on checklists for select using (
  status <> 'draft' and current_setting('app.scope_from', true) <> ''
  and (owner_org_code = 'CN' or starts_with(current_setting('app.scope_from', true), owner_org_code)));
create policy campaigns_scope on campaigns using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy campaigns_flow_down on campaigns for select using (
  status <> 'draft' and current_setting('app.scope_from', true) <> ''
  and starts_with(current_setting('app.scope_from', true), org_code));

-- Union-level tables: the bounds, and for a reporter the one union. The sub-selects are read once for a statement; the
-- bounds stay bare, so that they can be conditions of an index.
create policy unions_scope on unions using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
create policy inspections_scope on inspections using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
create policy rectifications_scope on rectifications using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
create policy events_scope on events using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid)));
create policy events_flow_down on events for select using (
  action in ('issue', 'close', 'publish', 'retire') and subject_type in ('campaigns', 'checklists')
  and current_setting('app.scope_from', true) <> ''
  and (org_code = 'CN' or starts_with(current_setting('app.scope_from', true), org_code)));
-- What one does to one's own account, also above all provinces: signing in, a new password, a token.
create policy events_own_account on events for insert with check (
  subject_type = 'users' and subject_id = current_setting('app.actor_id', true)
  and actor_id::text = current_setting('app.actor_id', true));
create policy events_platform on events using (
  current_setting('app.platform', true) = 'on' and subject_type in ('organisations', 'users'));

-- An attachment that no act has bound yet is seen by its uploader alone.
create policy attachments_scope on attachments using (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true)
  and ((select coalesce(current_setting('app.union_id', true), '')) = ''
    or union_id = (select nullif(current_setting('app.union_id', true), '')::uuid))
  and (subject_id is not null or uploader_id = nullif(current_setting('app.actor_id', true), '')::uuid));

-- Progress: federations only; a reporter writes differences and reads no counts of the district.
create policy progress_pending_scope on progress_pending for select using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy progress_pending_write on progress_pending for insert with check (
  org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy progress_pending_move on progress_pending for delete using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy progress_entries_scope on progress_entries using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy progress_counts_scope on progress_counts using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));
create policy progress_days_scope on progress_days using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and org_code >= current_setting('app.scope_from', true) and org_code < current_setting('app.scope_to', true));

-- What the server's role may do: no ownership, and history can be written but never changed.
grant usage on schema public to :app_role;
grant select, insert, update, delete on
  organisations, unions, users, tokens, sessions, sign_in_failures, idempotency_keys, checklists, campaigns, inspections,
  rectifications, attachments to :app_role;
grant select, insert on events, progress_pending to :app_role;
grant select on progress_entries, progress_counts, progress_days to :app_role;
revoke all on function platform_fold_progress(integer) from public;
grant execute on function platform_fold_progress(integer) to :app_role;
