-- What a cluster distributed by province (Citus) refuses: triggers on tenant tables, and ON DELETE SET NULL of a foreign
-- key that has province_code in it. Both become a statement of whoever deletes.

drop trigger attachments_loose on attachments;
drop function note_loose_file();

-- Uploads that no record has used since then; a bind that is under way wins.
create or replace function platform_forget_unused(before timestamptz, most integer) returns integer
language sql security definer
set search_path = public, pg_temp as $$
  with old as (
    select province_code, id from attachments
    where subject_id is null and created_at < before order by created_at limit most for update skip locked
  ), gone as (
    delete from attachments t using old where t.province_code = old.province_code and t.id = old.id and t.subject_id is null
    returning t.sha256
  ), noted as (
    insert into loose_files (sha256) select distinct sha256 from gone
    on conflict (sha256) do update set since = clock_timestamp()
  )
  select count(*)::integer from gone
$$;

alter table deliveries drop constraint deliveries_channel_fk;
alter table deliveries add constraint deliveries_channel_fk
  foreign key (province_code, channel_id) references channels (province_code, id);
