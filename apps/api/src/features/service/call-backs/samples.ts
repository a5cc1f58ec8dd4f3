import type { BodyOf } from '@rapport/contract/endpoint'
import type { CallBackSample, callBacks } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { addCallBacks } from './add-call-backs.ts'
import { type Drawable, drawSample } from './draw-sample.ts'

type Draft = BodyOf<typeof callBacks.draw>

const columns = `s.id, s.kind, s.seed, s.stratified_by as "stratifiedBy", (s.share * 100)::float8 as percent, s.due_on::text as "dueOn",
  s.drawn_on::text as "drawnOn", (select a.name from users a where a.id = s.created_by) as "createdBy", s.population, s.drawn,
  coalesce(n.seen, 0) as seen, coalesce(n.done, 0) as done, coalesce(n.reached, 0) as reached, coalesce(n.found, 0) as found`

/** Every sample, the latest first, or one. */
const samplesOf = (db: Db, sampleId: string | null) =>
  db.rows<CallBackSample>(
    'call-back-samples',
    `select ${columns} from call_back_samples s left join lateral (
       select count(*)::int as seen, count(b.done_at)::int as done, count(*) filter (where b.outcome = 'reached')::int as reached,
         count(*) filter (where b.found > 0 or b.suspicion is not null)::int as found
       from call_backs b where b.sample_id = s.id and b.live) n on true
     where $1::uuid is null or s.id = $1::uuid order by s.created_at desc, s.id desc limit 200`,
    [sampleId],
  )
export const listSamples = async (db: Db) => ({ items: await samplesOf(db, null) })

/** By what a customer's part of the sample is named. */
const strata = {
  branch: 'c.unit_id::text',
  tier: `coalesce((select w.tier from warehouse.customer_tiers w where w.customer_id = c.id and w.valid_to is null), 'none')`,
  business: `coalesce((select string_agg(distinct a.kind, '+' order by a.kind) from accounts a
    where a.customer_id = c.id and a.status <> 'closed'), 'none')`,
} as const
const among = {
  annual: 'true',
  'above-class':
    'exists (select from warehouse.customer_indicators i where i.customer_id = c.id and i.value_above_tolerance > 0)',
} as const

/**
 * Who may be drawn: customers since before the year who are neither closed nor dormant nor removed, and whom no call-back of
 * the same kind covers in that year, but for those written down at or after the instant `before`.
 */
const drawable = (
  db: Db,
  { kind, stratifiedBy }: Pick<Draft, 'kind' | 'stratifiedBy'>,
  drawnOn: string,
  before: string | null,
) =>
  db.rows<Drawable>(
    `call-backs.drawable.${kind}.${stratifiedBy}`,
    `select c.id, ${strata[stratifiedBy]} as stratum from customers c
     where c.deleted_at is null and c.lifecycle = 'active' and c.opened_on < date_trunc('year', $1::date)::date and ${among[kind]}
       and not exists (select from call_backs b where b.customer_id = c.id and b.kind = '${kind}' and ($2::timestamptz is null or b.created_at < $2::timestamptz)
         and b.created_at >= (date_trunc('year', $1::date)::timestamp at time zone 'Asia/Shanghai') and b.verdict is distinct from 'rejected')`,
    [drawnOn, before],
  )

/** Draws a sample and makes a task of each customer in it; 422 where nobody may be drawn or its day has gone. */
export async function drawCallBacks(db: Db, viewer: SignedIn, draft: Draft, now: Date) {
  const { today } = viewer.described
  if (draft.dueOn <= today) throw refusedField('dueOn', 'call-back.due-gone')
  const all = await drawable(db, draft, today, null)
  if (all.length === 0) throw refusedField('kind', 'call-back.nobody')
  const drawn = drawSample(all, draft.seed, Math.round(draft.percent * 100))
  const [sample] = await db.rows<{ id: string }>(
    'call-back-sample.add',
    `insert into call_back_samples (id, kind, seed, stratified_by, share, due_on, drawn_on, population, drawn, created_at, created_by)
     values (uuid_v7(), $1, $2, $3, $4::numeric / 100, $5::date, $6::date, $7, $8, $9::timestamptz, viewer_id()) returning id`,
    [draft.kind, draft.seed, draft.stratifiedBy, draft.percent, draft.dueOn, today, all.length, drawn.length, now],
  )
  const many = drawn.map(({ id, stratum }) => ({ customerId: id, stratum, dueOn: draft.dueOn }))
  await addCallBacks(db, { kind: draft.kind, sampleId: sample!.id, today, now }, many)
  return (await samplesOf(db, sample!.id))[0]!
}

/** Draws a sample once more from its seed: the same customers, but for those who were merged, closed or opened late meanwhile. */
export async function replaySample(db: Db, sampleId: string) {
  const [sample] = await samplesOf(db, sampleId)
  if (!sample) throw new Refused(404, 'not-found')
  const [{ at }] = (await db.rows<{ at: string }>(
    'call-back-sample.at',
    'select created_at as at from call_back_samples where id = $1::uuid',
    [sampleId],
  )) as [{ at: string }]
  const origins = await db.rows<{ id: string }>(
    'call-back-sample.origins',
    'select origin_id as id from call_backs where sample_id = $1::uuid',
    [sampleId],
  )
  const was = new Set(origins.map(({ id }) => id))
  const again = drawSample(
    await drawable(db, sample, sample.drawnOn, at),
    sample.seed,
    Math.round(sample.percent * 100),
  )
  return { drawn: sample.drawn, again: again.length, same: again.filter(({ id }) => was.has(id)).length }
}
