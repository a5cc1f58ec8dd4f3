import type { serviceStages, TimelineEntry, timelineKinds } from '@rapport/contract/customer/timeline'
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
  prospect: 'prospect.read',
  visit: 'care-visit.read',
  account: 'account.read',
  trades: 'account.read',
  purchase: 'account.read',
  request: 'account.read',
  plan: 'service-plan.read',
  case: 'case.read',
  'call-back': 'call-back.read',
  message: 'message.read',
  recommendation: 'account.read',
  survey: 'survey.read',
  moment: 'moment.read',
} as const

type Stage = (typeof serviceStages)[number]

/** Of which stage of the service chain each kind is; contacts by whether the customer had an account by then. */
const stages: Record<Kind, Stage | 'by account' | null> = {
  prospect: 'pre-sale',
  visit: 'by account',
  check: 'sale',
  recommendation: 'sale',
  account: 'sale',
  trades: 'sale',
  purchase: 'sale',
  profile: null,
  'hand-over': null,
  request: 'after-sale',
  plan: 'after-sale',
  case: 'by account',
  'call-back': 'after-sale',
  message: 'by account',
  survey: 'after-sale',
  moment: 'by account',
  customer: null,
}

/** The stage of an entry of the kind, as SQL over the entry `e` and the day of the first account. */
const stageOf = (kind: Kind) =>
  stages[kind] === 'by account'
    ? `case when e."on" >= opened.since then 'after-sale' else 'pre-sale' end`
    : stages[kind] && `'${stages[kind]}'`

/** The unit of whoever did it, or of whoever was in charge of the customer then: who came first, before there was anybody. */
const department = `coalesce(
  (select d.name from users u join units d on d.id = u.unit_id where u.id = e.who),
  (select d.name from relationship_assignments r join units d on d.id = r.unit_id
   where r.customer_id = $1 and r.came_from is null
   order by r.valid_from <= e.at desc, abs(extract(epoch from r.valid_from - e.at)) limit 1))`

/** One page of what happened with a customer, latest first: what lies ahead comes before what is past. */
export async function readTimeline(
  db: Db,
  customerId: string,
  query: { kind?: Kind | undefined; stage?: Stage | undefined; after?: string | undefined; limit: number },
) {
  await seeCustomer(db, customerId)
  const place = placeOf('timeline', query.after, [z.iso.datetime(), anyId])
  const kinds = (Object.keys(entries) as Kind[]).filter(
    (kind) =>
      (query.kind === undefined || query.kind === kind) &&
      (query.stage === undefined || stages[kind] === query.stage || stages[kind] === 'by account') &&
      (!(kind in rights) || db.viewer!.permissions.includes(rights[kind as keyof typeof rights])),
  )
  if (kinds.length === 0) return { items: [], total: 0, next: null }
  const [row] = await db.rows<{ total: number; items: TimelineEntry[] }>(
    query.kind ? `timeline:${kinds[0]}` : kinds.length === Object.keys(entries).length ? 'timeline' : '',
    `with opened as (select min(coalesce(opened_on, '-infinity')) as since from accounts where customer_id = $1),
     told (id, kind, at, "on", facts, who) as (${kinds.map((kind) => entries[kind]).join(' union all ')}),
     entries as materialized (
       select * from (
         select e.*, case e.kind ${kinds.map((kind) => `when '${kind}' then ${stageOf(kind)}`).join(' ')} end as stage
         from told e cross join opened) e
       where $5::text is null or e.stage = $5)
     select (select count(*) from entries) as total, (
       select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'at', ${utc('e.at')}, 'on', e."on",
                                                  'stage', e.stage, 'department', ${department}, 'facts', e.facts)), '[]')
       from (select * from entries where $2::timestamptz is null or (at, id) < ($2::timestamptz, $3::uuid)
             order by at desc, id desc limit $4) e) as items`,
    [customerId, place?.[0] ?? null, place?.[1] ?? null, query.limit + 1, query.stage ?? null],
  )
  const items = row!.items.slice(0, query.limit)
  const last = items.at(-1)
  const next = row!.items.length > query.limit && last ? cursorAt('timeline', [last.at, last.id]) : null
  return { items, total: row!.total, next }
}
