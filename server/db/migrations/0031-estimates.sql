-- A chair's rows are those of one union, everybody else's are all of their place. As an `or` of two settings the planner took
-- this for a condition that hardly a row passes, and sorted a province instead of walking an index; of a `case` it
-- expects nothing. The meaning is the same.
do $$
declare
  one record;
begin
  for one in
    select * from (values
      ('unions', 'unions_scope', 'id', '', ''),
      ('inspections', 'inspections_scope', 'union_id', '', ''),
      ('rectifications', 'rectifications_scope', 'union_id', '', ''),
      ('have_results', 'have_results_scope', 'union_id', '', ''),
      ('reinspection_items', 'reinspection_items_scope', 'union_id', '', ''),
      ('events', 'events_scope', 'union_id', '', ''),
      ('search_names', 'search_names_scope', 'subject_id', '', ''),
      ('notifications', 'notifications_own', 'union_id',
        $q$recipient_id = nullif(current_setting('app.actor_id', true), '')::uuid and $q$, ''),
      ('attachments', 'attachments_scope', 'union_id', '',
        $q$ and (subject_id is not null or uploader_id = nullif(current_setting('app.actor_id', true), '')::uuid)$q$)
    ) as policies (on_table, policy, of_union, before, after)
  loop
    execute format($q$
      alter policy %I on %I using (%s org_code >= current_setting('app.scope_from', true)
        and org_code < current_setting('app.scope_to', true)
        and case when (select coalesce(current_setting('app.union_id', true), '')) = '' then true
          else %I = (select nullif(current_setting('app.union_id', true), '')::uuid) end %s)$q$,
      one.policy, one.on_table, one.before, one.of_union, one.after);
  end loop;
end
$$;
