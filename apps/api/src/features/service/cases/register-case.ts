import { randomInt } from 'node:crypto'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { CaseClass } from '@rapport/contract/service/case-classes'
import type { cases } from '@rapport/contract/service/cases'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { classOfToday } from '#features/service/case-classes/case-classes.ts'
import { noteMoment } from '#features/service/moments/note-moment.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { workingMinutes } from '#features/service/working-time/working-time.ts'
import { refusedField } from '#http/refused.ts'
import { businessDay } from '#product.ts'
import { dueOf, isExamined, limitsOf } from './case-moves.ts'
import { type Doing, openCase, phoneOf, tell } from './open-case.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** A number that a person can read out, and that tells nobody how many there are. */
export const caseNumber = (day: string) =>
  `${day.replaceAll('-', '')}-${Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')}`

/**
 * Who has a case first: whoever registers it; where its class needs a skill that they lack and somebody else has, it waits for
 * one of those. Only a case of a customer waits: one of nobody is seen by whoever has it.
 */
async function handlerFor(
  db: Db,
  viewerId: string,
  skill: string | null,
  customerId: string | null,
  subject: string | null,
) {
  if (skill === null || customerId === null) return viewerId
  const [found] = await db.rows<{ waits: boolean }>(
    'case.skilled',
    `select not $1 = any (v.skills) and exists (select from users u where $1 = any (u.skills) and u.disabled_at is null
       and u.id is distinct from $3::uuid and person_sees_customer(u.id, $2::uuid)) as waits from users v where v.id = viewer_id()`,
    [skill, customerId, subject],
  )
  return found?.waits ? null : viewerId
}

/** Registers a case: whoever does is its first handler for ever. Enquiries and requests that are answered at once are over with it. */
export async function registerCase(doing: Doing, draft: BodyOf<typeof cases.register>) {
  const { db, viewer, now } = doing
  const receivedAt = draft.receivedAt ? new Date(draft.receivedAt) : now
  if (receivedAt > now) throw refusedField('receivedAt', 'case.received-ahead')
  if (draft.subjectId === viewer.id) throw refusedField('subjectId', 'case.oneself')
  const demands = await classOfToday(db, draft.classCode, viewer.described.today)
  const atOnce = draft.answer !== null && !isExamined(demands.kind) && !demands.approval
  const handlerId = atOnce
    ? viewer.id
    : await handlerFor(db, viewer.id, demands.skill, draft.customerId, draft.subjectId)
  const today = viewer.described.today
  const id = await putCase(doing, {
    ...draft,
    demands,
    today,
    receivedAt,
    atOnce,
    handlerId,
    firstHandlerId: viewer.id,
  })
  await tell(doing, id, 'received', handlerId, null)
  if (draft.answer !== null) await tell(doing, id, atOnce ? 'answered' : 'acknowledged', handlerId, draft.answer)
  if (atOnce) await tell(doing, id, 'closed', handlerId, null)
  return openCase(doing, id)
}

/** Registers what a customer asks for at the portal: it waits for whoever takes it, who is its first handler. Its id. */
export async function registerForCustomer(
  doing: Omit<Doing, 'viewer'>,
  { customerId, classCode, title, details }: { customerId: string; classCode: string; title: string; details: string },
): Promise<string> {
  const today = businessDay(doing.now)
  const demands = await classOfToday(doing.db, classCode, today)
  const nobody = {
    firstHandlerId: null,
    handlerId: null,
    subjectId: null,
    callerName: null,
    callerPhone: null,
    answer: null,
  }
  const said = { customerId, channel: 'portal' as const, title, details, topic: null, cause: null, complainants: 1 }
  const id = await putCase(doing, { ...nobody, ...said, demands, today, receivedAt: doing.now, atOnce: false })
  await tell(doing, id, 'received', null, null)
  return id
}

interface NewCase extends Omit<BodyOf<typeof cases.register>, 'classCode' | 'receivedAt'> {
  demands: CaseClass
  today: string
  receivedAt: Date
  /** Answered and over as it is registered. */
  atOnce: boolean
  handlerId: string | null
  firstHandlerId: string | null
}

/** A complaint or a question about fees is a moment of its customer (domain 4, M24). */
const momentOf = ({ kind, code }: CaseClass) =>
  kind === 'complaint' ? 'complaint' : code === 'fee-query' ? 'fee-query' : null

/** Writes a case with its limits, on the first step of its way. Its id. */
async function putCase({ db, now, seal }: Omit<Doing, 'viewer'>, draft: NewCase): Promise<string> {
  const { demands, receivedAt, atOnce, handlerId } = draft
  const time = await serviceTime(db, draft.today)
  const answeredAt = draft.answer === null ? null : now
  const limits = limitsOf(time, receivedAt, demands)
  const at = {
    kind: demands.kind,
    state: atOnce ? ('closed' as const) : ('received' as const),
    answeredAt: answeredAt?.toISOString() ?? null,
    waitingSince: null,
    extendedDays: 0,
  }
  const { turn, dueAt, warnAt } = dueOf(time, { ...at, ...limits }, now)
  const minutes = workingMinutes(time, receivedAt, now)
  const id = newId()
  const number = caseNumber(draft.today)
  await db.rows(
    'case.register',
    `insert into cases (id, number, kind, class_id, channel, title, details, topic, cause, customer_id, caller_name, caller_phone,
       complainants, subject_id, first_handler_id, handler_id, unit_id, state, open, step, step_by, step_due_at, step_warn_at, answer,
       received_at, acknowledge_due_at, accept_due_at, target_due_at, finish_due_at, answered_at, response_minutes, closed_at,
       resolution_minutes, on_time, settlement, at_first_contact, created_at, created_by)
     select $1::uuid, $2, $3, $4::uuid, $5, $6, $7, $8, $9, $10::uuid, $11, $12, $13, $14::uuid, $31::uuid, $15::uuid,
       (select u.unit_id from users u where u.id = $31::uuid),
       $16::text, $16::text <> 'closed', $17::text, case when $17::text is not null then $15::uuid end, $18::timestamptz, $19::timestamptz, $20,
       $21::timestamptz, $22::timestamptz, $23::timestamptz, $24::timestamptz, $25::timestamptz, $26::timestamptz, $27::int,
       case when $28::boolean then $29::timestamptz end, case when $28 then $30::int end, case when $28 then $29::timestamptz <= $25::timestamptz end,
       case when $28 then 'explanation' end, $28, $29::timestamptz, viewer_id()`,
    [
      id,
      number,
      demands.kind,
      demands.id,
      draft.channel,
      draft.title,
      draft.details,
      draft.topic,
      draft.cause,
      draft.customerId,
      draft.callerName,
      draft.callerPhone === null ? null : seal.close(draft.callerPhone, phoneOf(id)),
      draft.complainants,
      draft.subjectId,
      handlerId,
      at.state,
      turn,
      dueAt,
      warnAt,
      atOnce ? draft.answer : null,
      receivedAt,
      limits.acknowledgeDueAt,
      limits.acceptDueAt,
      limits.targetDueAt,
      limits.finishDueAt,
      answeredAt,
      answeredAt === null ? null : minutes,
      atOnce,
      now,
      minutes,
      draft.firstHandlerId,
    ],
  )
  const signal = momentOf(demands)
  if (signal && draft.customerId !== null)
    await noteMoment(db, {
      signal,
      customerId: draft.customerId,
      subject: number,
      day: draft.today,
      variables: { number },
      about: { kind: 'case', id },
    })
  return id
}
