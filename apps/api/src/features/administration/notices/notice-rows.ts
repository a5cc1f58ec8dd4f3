import type { Notice } from '@rapport/contract/administration/notices'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

/** Whether the viewer looks after the notice `n`. */
export const lookedAfter = `(viewer_may('notice.publish') and (n.author_id = viewer_id() or current_user = 'sees_all'
  or current_user = 'sees_units' and n.unit_id = any (viewer_units())))`

/** Those to whom the notice `n` is addressed: who works in its units or below, of its roles. */
export const audience = `(select distinct u.id, u.name, u.unit_id from notice_units nu
  join unit_ancestry a on a.ancestor_id = nu.unit_id join users u on u.unit_id = a.descendant_id and u.disabled_at is null
  where nu.notice_id = n.id and (not exists (select from notice_roles nr where nr.notice_id = n.id)
    or exists (select from notice_roles nr where nr.notice_id = n.id and nr.role_id = u.role_id)))`

/** What a reply needs of the notice `n`, $1 is now; with `r`, what the viewer read, from `noticeJoins`. */
export const noticeColumns = `n.id, n.title, n.body, n.confirm, case when n.withdrawn_at is not null then 'withdrawn'
    when n.publish_at > $1::timestamptz then 'planned' when n.expires_at <= $1::timestamptz then 'expired' else 'published' end as state,
  w.name as author, json_build_object('id', u.id, 'name', u.name) as unit, n.publish_at as "publishAt", n.expires_at as "expiresAt",
  case when n.withdrawn_at is not null then json_build_object('at', n.withdrawn_at, 'by', d.name, 'reason', n.withdrawal) end as withdrawal,
  (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name) order by x.code), '[]')
   from notice_units nu join units x on x.id = nu.unit_id where nu.notice_id = n.id) as units,
  (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name, 'nameZh', x.name_zh) order by x.code), '[]')
   from notice_roles nr join roles x on x.id = nr.role_id where nr.notice_id = n.id) as roles,
  n.id = any (array(select viewer_notices())) as addressed, r.read_at as "readAt", r.confirmed_at as "confirmedAt",
  case when ${lookedAfter} then (select json_build_object('people', count(*), 'read', count(x.read_at), 'confirmed', count(x.confirmed_at))
    from ${audience} p left join notice_reads x on x.notice_id = n.id and x.user_id = p.id) end as reach`
export const noticeJoins = `join users w on w.id = n.author_id join units u on u.id = n.unit_id left join users d on d.id = n.withdrawn_by
  left join notice_reads r on r.notice_id = n.id and r.user_id = viewer_id()`

/** 404 when it is not in sight. */
export async function openNotice(db: Db, id: string, now: Date): Promise<Notice> {
  const [row] = await db.rows<Notice>(
    'notice.open',
    `select ${noticeColumns} from notices n ${noticeJoins} where n.id = $2::uuid`,
    [now, id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}
