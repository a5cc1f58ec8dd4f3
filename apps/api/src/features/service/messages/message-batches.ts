import type { BodyOf } from '@rapport/contract/endpoint'
import type { MessageBatch, messageBatches } from '@rapport/contract/service/messages'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { openSegment } from '#features/analytics/segments/segments.ts'
import { templateForPeople } from '#features/service/message-templates/message-templates.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'
import type { Product } from '#product.ts'
import { addMessages } from './add-messages.ts'
import { refuseMissing } from './messages.ts'

/** So many at once: about ten minutes of e-mail. */
export const MOST = 100_000

const select = `select b.id, b.segment_id as "segmentId", json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'nameZh', t.name_zh) as template,
  b.language, b.customers, a.name as "askedBy", b.asked_at as "askedAt", p.name as "approvedBy", n.counts,
  case when b.stopped_at is not null then 'stopped' when b.approved_at is null then 'asked' when n.open > 0 then 'running' else 'done' end as state,
  b.approved_at is null and b.stopped_at is null and b.asked_by <> viewer_id() and viewer_may('message.approve') as approves
  from message_batches b join message_templates t on t.id = b.template_id join users a on a.id = b.asked_by
  left join users p on p.id = b.approved_by cross join lateral (
    select coalesce(json_object_agg(s.state, s.n), '{}') as counts, coalesce(sum(s.n) filter (where s.state in ('held', 'waiting', 'sending')), 0) as open
    from (select m.state, count(*)::int as n from outbound_messages m where m.batch_id = b.id group by 1) s) n`

/** Messages to segments that the caller may see, latest first. */
export const listBatches = async (db: Db) => ({
  items: await db.rows<MessageBatch>('message-batches', `${select} order by b.asked_at desc, b.id desc limit 100`, []),
})

export async function openBatch(db: Db, id: string): Promise<MessageBatch> {
  const [batch] = await db.rows<MessageBatch>('message-batch', `${select} where b.id = $1::uuid`, [id])
  if (!batch) throw new Refused(404, 'not-found')
  return batch
}

/** Writes a message to each present member in sight, held until a second person lets them go. 422 for nobody, or too many. */
export async function askForBatch(
  db: Db,
  product: Product,
  { described }: Ask['viewer'],
  { segmentId, ...words }: BodyOf<typeof messageBatches.ask>,
) {
  if (!(await segmentInSight(db, segmentId, described.today))) throw refusedField('segmentId', 'segment.none')
  const template = await templateForPeople(db, words.templateId)
  refuseMissing(template.asks, words.variables)
  if (!product.channels.includes(template.channel)) throw new Refused(422, 'message.no-channel')
  const members = await db.rows<{ id: string }>(
    'message-batch.members',
    `select c.id from segment_memberships m join customers c on c.id = m.customer_id
     where m.segment_id = $1 and m.left_on is null and c.deleted_at is null order by c.id limit ${MOST + 1}`,
    [segmentId],
  )
  if (members.length === 0) throw new Refused(422, 'message.nobody')
  if (members.length > MOST) throw new Refused(422, 'message.too-many', { details: { most: MOST } })
  const id = newId()
  await db.rows(
    'message-batch.ask',
    `insert into message_batches (id, template_id, segment_id, unit_id, language, customers, asked_by, asked_at)
     values ($1, $2, $3, $4, $5, $6, viewer_id(), $7)`,
    [id, template.id, segmentId, described.unit.id, words.language, members.length, product.now()],
  )
  for (let first = 0; first < members.length; first += 5_000)
    await addMessages(
      db,
      template,
      members.slice(first, first + 5_000).map((customer) => ({ customerId: customer.id, ...words, batchId: id })),
      { now: product.now(), held: true },
    )
  return openBatch(db, id)
}

const segmentInSight = (db: Db, id: string, today: string) =>
  openSegment(db, id, today).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refused && error.status === 404) return false
      throw error
    },
  )

/** Lets the messages go that somebody else asked for. 409 for what waits for nobody, 422 for one's own. */
export async function approveBatch(db: Db, id: string, now: Date) {
  const batch = await openBatch(db, id)
  if (batch.state !== 'asked') throw new Refused(409, 'message-batch.not-asked')
  if (!batch.approves) throw new Refused(422, 'message-batch.own')
  await db.rows(
    'message-batch.approve',
    'update message_batches set approved_by = viewer_id(), approved_at = $2 where id = $1 and approved_at is null',
    [id, now],
  )
  await db.rows(
    'message-batch.release',
    `update outbound_messages set state = 'waiting', due_at = $2 where batch_id = $1 and state = 'held'`,
    [id, now],
  )
  return openBatch(db, id)
}

/** What has not left stays here. 409 where nothing is left to stop. */
export async function stopBatch(db: Db, id: string, now: Date) {
  const batch = await openBatch(db, id)
  if (batch.state === 'stopped' || batch.state === 'done') throw new Refused(409, 'message-batch.over')
  await db.rows(
    'message-batch.stop',
    'update message_batches set stopped_by = viewer_id(), stopped_at = $2 where id = $1',
    [id, now],
  )
  await db.rows(
    'message-batch.hold-back',
    `update outbound_messages set state = 'suppressed', reason = 'STOPPED', ended_at = $2 where batch_id = $1 and state in ('held', 'waiting')`,
    [id, now],
  )
  return openBatch(db, id)
}
