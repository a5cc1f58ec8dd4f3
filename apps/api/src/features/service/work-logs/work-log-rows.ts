/** What a reply needs of the log `w`, with the names beside it from `workLogJoins`. Customers out of sight are not among them. */
export const workLogColumns = `w.id, w.version, json_build_object('id', p.id, 'name', p.name) as person,
  json_build_object('id', n.id, 'name', n.name) as unit, w.day::text as day, w.text,
  (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) order by c.name, c.id), '[]')
     from customers c where c.id = any (w.customer_ids)) as customers,
  case when w.commented_at is not null then 'answered' when w.submitted_at is not null then 'submitted' else 'draft' end as state,
  w.submitted_at as "submittedAt", w.comment, w.commented_at as "commentedAt", b.name as "commentedBy"`
export const workLogJoins = `join users p on p.id = w.user_id join units n on n.id = w.unit_id left join users b on b.id = w.commented_by`
