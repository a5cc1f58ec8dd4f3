import type { Notice, notices } from '@rapport/contract/administration/notices'
import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import { id as anId } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { lookedAfter, noticeColumns, noticeJoins, openNotice } from './notice-rows.ts'
import { tellAudience } from './tell-notices.ts'

/** Further off than this is a slip of the keyboard (ms). */
const FURTHEST = 366 * 86_400_000
/** What is published on a day without a time is there when the day begins. */
const OPENS = '08:00'

/** What is addressed to the viewer, or what the viewer looks after, the latest first. */
export async function listNotices(db: Db, { of, open, after, limit }: QueryOf<typeof notices.list>, now: Date) {
  const place = placeOf('notices', after, [z.iso.datetime(), anId])
  const whose = of === 'mine' ? 'n.id = any (array(select viewer_notices()))' : lookedAfter
  const still = `and n.withdrawn_at is null and n.publish_at <= $1::timestamptz and (n.expires_at is null or n.expires_at > $1::timestamptz)
    and (r.read_at is null or n.confirm and r.confirmed_at is null)`
  const filter = `${whose} ${open ? still : ''}`
  const name = `notices.${of}${open ? '-open' : ''}`
  const rows = await db.rows<Notice>(
    `${name}${place ? '-after' : ''}`,
    `select ${noticeColumns} from notices n ${noticeJoins} where ${filter}
     ${place ? 'and (n.publish_at, n.id) < ($3::timestamptz, $4::uuid)' : ''} order by n.publish_at desc, n.id desc limit $2`,
    [now, limit + 1, ...(place ?? [])],
  )
  const [all] = await db.rows<{ n: number }>(
    `${name}-count`,
    `select count(*) as n from notices n left join notice_reads r on r.notice_id = n.id and r.user_id = viewer_id()
     where ${filter} and $1::timestamptz is not null`,
    [now],
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    total: all!.n,
    next: rows.length > limit && last ? cursorAt('notices', [last.publishAt, last.id]) : null,
  }
}

/** Units within reach of whoever publishes: a leader's own and below, else all that go on; and all roles. */
export async function addressable(db: Db) {
  const units = await db.rows<{ id: string; name: string }>(
    'notices.units',
    `select u.id, u.name from units u where (u.valid_to is null or u.valid_to > current_date)
       and (current_user in ('sees_all', 'sees_none') or u.id = any (viewer_units()))
     order by (select count(*) from unit_ancestry a where a.descendant_id = u.id), u.code`,
    [],
  )
  const roles = await db.rows<{ id: string; name: string; nameZh: string }>(
    'notices.roles',
    'select id, name, name_zh as "nameZh" from roles order by code',
    [],
  )
  return { units, roles }
}

/** When it is published and until when; 422 for what has gone or is years off. */
function timesOf({ publishOn, publishTime, expiresOn }: BodyOf<typeof notices.publish>, now: Date) {
  const at = publishOn === null ? now : new Date(`${publishOn}T${publishTime ?? OPENS}:00+08:00`)
  const until = expiresOn === null ? null : new Date(`${expiresOn}T24:00:00+08:00`)
  if (at < now) throw refusedField('publishOn', 'notice.gone')
  if (at.getTime() > now.getTime() + FURTHEST) throw refusedField('publishOn', 'notice.too-far')
  if (until !== null && until <= at) throw refusedField('expiresOn', 'notice.ends-before')
  return { at, until }
}

/** Publishes a notice to units and roles within reach; who it is addressed to is told at once or when its time comes. */
export async function publishNotice(db: Db, viewer: SignedIn, draft: BodyOf<typeof notices.publish>, now: Date) {
  const { at, until } = timesOf(draft, now)
  const { units, roles } = await addressable(db)
  const outside = (ids: readonly string[], known: readonly { id: string }[]) =>
    ids.some((one) => !known.some(({ id }) => id === one))
  if (outside(draft.unitIds, units)) throw refusedField('unitIds', 'notice.unit-unknown')
  if (outside(draft.roleIds, roles)) throw refusedField('roleIds', 'notice.role-unknown')
  const id = newId()
  const { title, body, confirm } = draft
  await db.rows(
    'notice.publish',
    `insert into notices (id, title, body, confirm, author_id, unit_id, publish_at, expires_at, created_at)
     values ($1::uuid, $2, $3, $4, viewer_id(), $5::uuid, $6::timestamptz, $7::timestamptz, $8::timestamptz)`,
    [id, title, body, confirm, viewer.described.unit.id, at, until, now],
  )
  await db.rows('notice.to-units', 'insert into notice_units select $1::uuid, unnest($2::uuid[])', [
    id,
    [...new Set(draft.unitIds)],
  ])
  await db.rows('notice.to-roles', 'insert into notice_roles select $1::uuid, unnest($2::uuid[])', [
    id,
    [...new Set(draft.roleIds)],
  ])
  if (at <= now) await tellAudience(db, [id], 'notice-published', now)
  return openNotice(db, id, now)
}

/** Writes down that the viewer has read it, or confirms so, once. 404 where it is not addressed to them. */
export async function readNotice(db: Db, id: string, confirms: boolean, now: Date): Promise<Notice> {
  const notice = await openNotice(db, id, now)
  if (!notice.addressed) throw new Refused(404, 'not-found')
  if (confirms && !notice.confirm) throw new Refused(409, 'notice.nothing-to-confirm')
  await db.rows(
    'notice.read',
    `insert into notice_reads as r (notice_id, user_id, read_at, confirmed_at)
     values ($1::uuid, viewer_id(), $2::timestamptz, case when $3::boolean then $2::timestamptz end)
     on conflict (notice_id, user_id) do update set confirmed_at = coalesce(r.confirmed_at, excluded.confirmed_at)`,
    [id, now, confirms],
  )
  return openNotice(db, id, now)
}
