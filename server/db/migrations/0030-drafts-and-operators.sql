-- A checklist that is not published is its owner's federation's affair: a chair, whose bounds are the whole
-- organisation's, sees what has been published alone.
drop policy checklists_scope on checklists;
create policy checklists_scope on checklists using (
  coalesce(current_setting('app.union_id', true), '') = ''
  and owner_org_code >= current_setting('app.scope_from', true) and owner_org_code < current_setting('app.scope_to', true));

-- Steps of the operator in accounts and organisations are told of like everybody's.
create policy notification_outbox_platform on notification_outbox for insert with check (
  current_setting('app.platform', true) = 'on' and subject_type in ('organisations', 'users'));
