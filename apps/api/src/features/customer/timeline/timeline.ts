import type { TimelineEntry, timelineKinds } from '@rapport/contract/customer/timeline'
import { id as anyId } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { entries } from './timeline-entries.ts'

type Kind = (typeof timelineKinds)[number]

/** What may be read of a time line besides the customer herself: each block keeps the right of its own page. */
const rights = {
  visit: 'care-visit.read',
  trades: 'account.read',
  account: 'account.read',
  request: 'account.read',
  case: 'case.read',
  message: 'message.read',
  survey: 'survey.read',
  moment: 'moment.read',
} as const

/** One page of what happened with a customer, latest first: what lies ahead comes before what is past. */
export async function readTimeline(
  db: Db,
  customerId: string,
  query: { kind?: Kind | undefined; after?: string | undefined; limit: number },
) {
  await seeCustomer(db, customerId)
  const place = placeOf('timeline', query.after, [z.iso.datetime(), anyId])
  const kinds = (Object.keys(entries) as Kind[]).filter(
    (kind) =>
      (query.kind === undefined || query.kind === kind) &&
      (!(kind in rights) || db.viewer!.permissions.includes(rights[kind as keyof typeof rights])),
  )
  if (kinds.length === 0) return { items: [], total: 0, next: null }
  const [row] = await db.rows<{ total: number; items: TimelineEntry[] }>(
    kinds.length === 1 ? `timeline:${kinds[0]}` : kinds.length === Object.keys(entries).length ? 'timeline' : '',
    `with entries (id, kind, at, "on", facts) as materialized (${kinds.map((kind) => entries[kind]).join(' union all ')})
     select (select count(*) from entries) as total, (
       select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'at', ${utc('e.at')}, 'on', e."on",
                                                  'facts', e.facts)), '[]')
       from (select * from entries where $2::timestamptz is null or (at, id) < ($2::timestamptz, $3::uuid)
             order by at desc, id desc limit $4) e) as items`,
    [customerId, place?.[0] ?? null, place?.[1] ?? null, query.limit + 1],
  )
  const items = row!.items.slice(0, query.limit)
  const last = items.at(-1)
  const next = row!.items.length > query.limit && last ? cursorAt('timeline', [last.at, last.id]) : null
  return { items, total: row!.total, next }
}
