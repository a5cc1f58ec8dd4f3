import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import type { Call, CallSettings, CurrentCall, calls } from '@rapport/contract/service/calls'
import { id } from '@rapport/contract/shapes'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { z } from 'zod'
import { withContacts } from '#features/customer/customers/customer-search.ts'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { type CallRow, callColumns, callJoins, callOf } from './call-rows.ts'

const dayBegins = (day: string) => `(${day}::date::timestamp at time zone 'Asia/Shanghai')`
/** A call of which nobody wrote down what came of it stands before its agent so long, in minutes. */
const STANDS = 60

/** One page of calls, the latest first; `total` counts those in sight under the same filter. */
export async function listCalls(db: Db, seal: Seal, { after, limit, ...filter }: QueryOf<typeof calls.list>) {
  const conditions = new Conditions('calls')
    .addPiece('', 'l.live')
    .add('customer', filter.customer, (customer) => `l.customer_id = ${customer}::uuid`)
    .add('kind', filter.kind, (kind) => `l.kind = ${kind}`)
    .add('agent', filter.agent, (agent) => `l.agent_id = ${agent}::uuid`)
    .add('from', filter.from, (day) => `l.rang_at >= ${dayBegins(day)}`)
    .add('to', filter.to, (day) => `l.rang_at < ${dayBegins(`(${day}::date + 1)`)}`)
    .add('open', filter.open, (open) => `(l.recorded_at is null) = ${open}::boolean`)
  const counted = conditions.where
  const place = placeOf('calls', after, [z.iso.datetime(), id])
  if (place)
    conditions.addPiece(
      'after',
      `(l.rang_at, l.id) < (${conditions.value(place[0])}::timestamptz, ${conditions.value(place[1])}::uuid)`,
    )
  const order = 'order by l.rang_at desc, l.id desc'
  const found = await db.rows<CallRow & { total: number }>(
    conditions.name,
    `with l as (select l.* from calls l ${conditions.where} ${order} limit ${conditions.value(limit + 1)}::int)
     select ${callColumns}, m.total from (select count(*)::int as total from calls l ${counted}) m
       left join (l ${callJoins}) on true ${order}`,
    conditions.values,
  )
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(({ total: _, ...row }) => callOf(row, seal)),
    next: last ? cursorAt('calls', [last.rangAt, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}

/** 404 when it is not in sight. */
export async function openCall(db: Db, seal: Seal, id: string): Promise<Call> {
  const [row] = await db.rows<CallRow>(
    'call.open',
    `select ${callColumns} from calls l ${callJoins} where l.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return callOf(row, seal)
}

/** The latest call at the viewer's telephone of which nothing is written down, with the customers in sight who have its number. */
export async function currentCall(db: Db, seal: Seal, now: Date): Promise<{ current: CurrentCall | null }> {
  const [row] = await db.rows<CallRow & { candidates: CurrentCall['candidates'] }>(
    'call.current',
    `select ${callColumns}, (select coalesce(json_agg(k order by k.name, k.id), '[]') from (
         select o.id, o.name, o.customer_no as "customerNo" from customers o where o.id in (${withContacts('array[l.number_hash]')}) limit 20) k) as candidates
     from calls l ${callJoins}
     where l.agent_id = viewer_id() and l.recorded_at is null and l.kind = 'phone'
       and (l.ended_at is null and l.rang_at > $1::timestamptz - interval '12 hours' or l.ended_at > $1::timestamptz - interval '${STANDS} minutes')
     order by l.rang_at desc, l.id desc limit 1`,
    [now],
  )
  if (!row) return { current: null }
  const { candidates, ...rest } = row
  const call = callOf(rest, seal)
  const state = call.endedAt ? 'ended' : call.answeredAt ? 'speaking' : 'ringing'
  return { current: { call, state, candidates } }
}

/** Where the viewer sits, and how a page begins a call. */
export async function callSettings(db: Db, { calling, meetings }: Product): Promise<CallSettings> {
  const [row] = await db.rows<{ extension: string | null }>(
    'call.settings',
    'select extension from users where id = viewer_id()',
    [],
  )
  return { extension: row!.extension, address: calling.address, rooms: meetings !== null }
}

/** Says where somebody sits; as the system, because nobody may write the rest of their own row. */
export async function setExtension(product: Product, viewer: SignedIn, extension: string | null) {
  const taken = await asSystem(product.connections, { actorId: viewer.id }, async (db) => {
    const [other] = await db.rows('call.extension-of', 'select 1 from users where extension = $1 and id <> $2::uuid', [
      extension,
      viewer.id,
    ])
    if (!other) await db.user.update({ where: { id: viewer.id }, data: { extension } })
    return other !== undefined
  })
  if (taken) throw refusedField('extension', 'call.extension-taken', 409)
  return { extension, address: product.calling.address, rooms: product.meetings !== null }
}

const visitOutcomes = {
  reached: 'reached',
  'not-reached': 'not-reached',
  'wrong-number': 'not-reached',
  refused: 'declined',
} as const
const titles = { in: '来电', out: '去电', voice: '语音联系', video: '视频联系', presentation: '远程演示' } as const
const channels = { phone: 'phone', voice: 'phone', video: 'video', presentation: 'video' } as const

/** Writes down, once, whose call it was and what came of it. With a customer it is a care visit that took place: it counts as a contact. */
export async function recordCall(
  db: Db,
  seal: Seal,
  viewer: SignedIn,
  id: string,
  { customerId, outcome, minutes, note }: BodyOf<typeof calls.record>,
  now: Date,
) {
  const call = await openCall(db, seal, id)
  if (call.agent.id !== viewer.id) throw new Refused(403, 'call.of-somebody-else')
  if (call.recordedAt !== null) throw new Refused(409, 'call.recorded')
  if (call.kind !== 'phone') {
    if (call.endedAt === null) throw new Refused(409, 'call-room.open')
    if (call.customer?.id !== customerId) throw refusedField('customerId', 'call-room.customer')
  }
  const [row] = await db.rows(
    'call.record',
    `update calls set customer_id = $2::uuid, outcome = $3, minutes = $4, note = $5, recorded_at = $6::timestamptz
     where id = $1::uuid and recorded_at is null returning id`,
    [id, customerId, outcome, minutes ?? call.minutes, note, now],
  )
  if (!row) throw new Refused(409, 'call.recorded')
  if (customerId !== null)
    await db.rows(
      'call.contact',
      `with visit as (
         insert into care_visits (id, customer_id, staff_id, created_by, kind, channel, planned_on, purpose, state, outcome, content,
           minutes, recorded_at, recorded_by)
         select uuid_v7(), l.customer_id, l.agent_id, l.agent_id, 'care', $5, (l.rang_at at time zone 'Asia/Shanghai')::date, $2,
           'recorded', $3, coalesce(l.note, $2), l.minutes, $4::timestamptz, l.agent_id from calls l where l.id = $1::uuid returning id)
       update calls set visit_id = (select id from visit) where id = $1::uuid`,
      [
        id,
        titles[call.kind === 'phone' ? call.direction : call.kind],
        visitOutcomes[outcome],
        now,
        channels[call.kind],
      ],
    )
  return openCall(db, seal, id)
}
