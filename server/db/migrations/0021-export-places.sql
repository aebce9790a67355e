-- A file of a list holds what its author saw where the author stood: whoever has been moved elsewhere has no use of it.
alter table exports add column org_code text collate "C";
update exports e set org_code = u.org_code from users u where u.id = e.requested_by;
alter table exports alter column org_code set not null;

drop policy exports_own on exports;
create policy exports_own on exports using (
  requested_by = nullif(current_setting('app.actor_id', true), '')::uuid
  and (org_code = 'CN' or (org_code >= nullif(current_setting('app.scope_from', true), '')
    and org_code < nullif(current_setting('app.scope_to', true), '')))
);
