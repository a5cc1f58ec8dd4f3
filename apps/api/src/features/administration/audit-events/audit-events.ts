import type { AuditEvent, auditEvents } from '@rapport/contract/administration/audit-events'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { PersonalClass } from '@rapport/contract/permissions'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { shownTo } from './shown.ts'

type Query = QueryOf<typeof auditEvents.list>
/** `place` is `at` to the microsecond, by which a page goes on exactly where the last one ended. */
type Row = AuditEvent & { place: string }

const sortedBy = [z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.uuid()]
const mostCounted = 10_000

const conditions: Record<string, (n: number) => string> = {
  actor: (n) => `e.actor_id = any (array(select id from users where lower($${n}) in (lower(username), lower(name))))`,
  action: (n) => `e.action = $${n}`,
  objectType: (n) => `e.object_type = $${n}`,
  objectId: (n) => `e.object_id = $${n}`,
  customer: (n) => `e.customer_id = $${n}`,
  from: (n) => `e.at >= $${n}::date::timestamp at time zone 'Asia/Shanghai'`,
  to: (n) => `e.at < ($${n}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
}

/** The trail, latest first. Sealed values come opened, then masked by the reader's clearance. */
export async function listAuditEvents(db: Db, seal: Seal, clearance: readonly PersonalClass[], query: Query) {
  const place = placeOf('audit-events', query.after, sortedBy)
  const asked = Object.keys(conditions).filter((name) => query[name as keyof Query] !== undefined)
  const values = asked.map((name) => query[name as keyof Query])
  const where = ['true', ...asked.map((name, i) => conditions[name]!(i + 1))].join(' and ')
  // PostgreSQL cuts names of statements at 63 characters, so each filter is its number.
  const shape = asked.map((name) => Object.keys(conditions).indexOf(name)).join('')

  const next = values.length + 1
  const found = await db.rows<Row>(
    `audit-events ${shape} ${place ? 'after' : 'first'}`,
    `select e.id, e.at, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place, u.username as actor,
       e.action, e.object_type as "objectType", e.object_id as "objectId", e.customer_id as "customerId", e.before,
       e.after, e.reason, e.request_id as "requestId"
     from audit_events e left join users u on u.id = e.actor_id
     where ${where} ${place ? `and (e.at, e.id) < ($${next + 1}::timestamptz, $${next + 2}::uuid)` : ''}
     order by e.at desc, e.id desc limit $${next}`,
    [...values, query.limit + 1, ...(place ?? [])],
  )
  const [row] = await db.rows<{ total: number }>(
    `audit-events-total ${shape}`,
    `select count(*) as total from (select from audit_events e where ${where} limit ${mostCounted}) counted`,
    values,
  )
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map(({ place: _, ...event }) => shownTo(clearance, seal, event)),
    total: row!.total,
    next: found.length > query.limit && last ? cursorAt('audit-events', [last.place, last.id]) : null,
  }
}
