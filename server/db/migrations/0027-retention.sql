-- Notices that are older than the settings say go, some at a time; what happened stays in the history. Ids carry their
-- instant, so the oldest are found by the key of each province. Answers how many went.
create function platform_forget_notices(before timestamptz, most integer) returns integer
language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  with old as (
    select n.province_code, n.id
    from (select code from organisations where level = 'province') as o
    cross join lateral (
      select n.province_code, n.id, n.created_at from notifications n
      where n.province_code = o.code order by n.id limit most
    ) as n
    where n.created_at < before
  ), deleted as (
    delete from notifications n using old where n.province_code = old.province_code and n.id = old.id returning 1
  )
  select count(*) into gone from deleted;
  return gone;
end
$$;
revoke all on function platform_forget_notices(timestamptz, integer) from public;
grant execute on function platform_forget_notices(timestamptz, integer) to :app_role;
