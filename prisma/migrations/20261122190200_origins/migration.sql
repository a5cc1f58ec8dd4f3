-- Where each value of a record comes from: the last event of the trail that wrote it, who wrote, and by what. No value is
-- told. Whoever asks reads the records first: only ids of what is in sight are asked for (as customers_with_keys).
create function origins_of(objects uuid[])
  returns table (object_id uuid, field text, at timestamptz, actor_id uuid, source text, import_id uuid, feed text, item text,
                 business_date date)
  language sql stable security definer set search_path = pg_catalog, public, warehouse as $$
  with written as (
    select distinct on (e.object_id, k.field) e.object_id, k.field, e.at, e.actor_id, e.request_id,
           case when e.action = 'insert' then e.after ->> 'import_id' end as came_with
    from audit_events e cross join lateral jsonb_object_keys(e.after) k (field)
    where e.object_id = any (objects) and e.action in ('insert', 'update')
    order by e.object_id, k.field, e.at desc, e.seq desc, e.ordinal desc)
  select w.object_id, w.field, w.at, w.actor_id,
         case when b.id is not null then 'feed' when i.id is not null then 'import' when w.request_id like 'api %' then 'api'
              when w.actor_id is not null then 'form' else 'system' end,
         i.id, b.source, b.item, b.business_date
  from written w
  -- A batch and an import name themselves as the request; what they made in earlier times names them in its own row.
  cross join lateral (select coalesce(substring(w.request_id from '^batch ([0-9a-f-]{36})$'),
                                      case when w.actor_id is null then w.came_with end)::uuid as batch,
                             substring(w.request_id from '^[0-9a-f-]{36}$')::uuid as import) l
  left join batches b on b.id = l.batch
  left join imports i on i.id = l.import
$$;
revoke execute on function origins_of(uuid[]) from public;
grant execute on function origins_of(uuid[]) to sees_own, sees_units, sees_all;
