import { randomInt } from 'node:crypto'
import type { ApprovalStepDraft } from '@rapport/contract/administration/approval-flows'
import { type ApprovalKind, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import { newId } from '@rapport/database/ids'
import { notify } from '#features/administration/notifications/notify.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter, type ServiceTime, warnedAt } from '#features/service/working-time/working-time.ts'
import { businessDay } from '#product.ts'
import { type ApprovalSubject, type Doing, holds } from './approval-subject.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** A number that a person can read out, and that tells nobody how many there are. */
const approvalNumber = (day: string) =>
  `${day.replaceAll('-', '')}-${Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')}`

/** Until when a step is to be decided, and when whoever decides is warned. */
export function limitOf(time: ServiceTime, now: Date, hours: number) {
  const dueAt = dueAfter(time, now, { clock: 'working', minutes: hours * 60 })
  return { dueAt, warnAt: warnedAt(time, now, dueAt) }
}

/**
 * What of a subject waits or was returned: the viewer's own, which is submitted again; somebody else's is superseded. Asked before
 * the subject is written, so that whoever decides at the same moment waits or is waited for.
 */
export async function openBefore({ db, now }: Doing, kind: ApprovalKind, subjectId: string): Promise<string | null> {
  const [row] = await db.rows<{ id: string | null }>(
    'approval.before',
    'select open_approval($1, $2::uuid, $3::timestamptz) as id',
    [kind, subjectId, now],
  )
  return row!.id
}

/** Ends what waits of a subject that somebody dropped. */
export async function dropApproval(doing: Doing, kind: ApprovalKind, subjectId: string): Promise<void> {
  const own = await openBefore(doing, kind, subjectId)
  if (own !== null)
    await doing.db.rows('approval.drop', `select end_approval($1::uuid, 'withdrawn', null, $2::timestamptz)`, [
      own,
      doing.now,
    ])
}

interface Asked {
  kind: ApprovalKind
  subjectId: string
  subject: ApprovalSubject
  note?: string | null
  /** What `openBefore` gave: the next round of it. */
  before?: string | null
}

/** Which steps of a flow apply, in order, with the time that the first of them has. */
function chainOf(steps: readonly ApprovalStepDraft[], { kind, subject }: Asked, time: ServiceTime, now: Date) {
  let first = true
  return steps.map(({ name, nameZh, roles, level, needs, hours, conditions }, at) => {
    const applies = conditions.every((condition) => holds(condition, subject.fields))
    const { dueAt, warnAt } = limitOf(time, now, hours)
    const limit = applies && first ? { due_at: dueAt, warn_at: warnAt } : {}
    if (applies) first = false
    return {
      position: at + 1,
      name,
      name_zh: nameZh,
      permission: approvalKindOf(kind).decides,
      roles,
      level,
      needs,
      hours,
      state: applies ? 'coming' : 'skipped',
      ...limit,
    }
  })
}

/**
 * Submits what is asked for as the viewer: a new approval by the live flow, or the next round of an earlier one by the flow that it
 * began with. `approved` where no step applies: whoever calls lets it take effect.
 */
export async function submitApproval(
  doing: Doing,
  asked: Asked,
): Promise<{ id: string; state: 'waiting' | 'approved' }> {
  const { db, viewer, now } = doing
  const { kind, subjectId, subject, note = null, before = null } = asked
  const [flow] = await db.rows<{ id: string; steps: ApprovalStepDraft[] }>(
    'approval.flow',
    `select f.id, f.steps from approval_flows f where f.kind = $1 and case when $2::uuid is null then f.state = 'live'
       else f.id = (select a.flow_id from approvals a where a.id = $2::uuid) end`,
    [kind, before],
  )
  const time = await serviceTime(db, viewer.described.today)
  const chain = chainOf(flow!.steps, asked, time, now)
  const id = before ?? newId()
  await db.rows('approval.submit', 'select submit_approval($1::jsonb, $2::jsonb, $3, $4::timestamptz)', [
    JSON.stringify({
      id,
      number: approvalNumber(businessDay(now)),
      kind,
      flow_id: flow!.id,
      subject_id: subjectId,
      subject_code: subject.code,
      subject_stamp: subject.stamp,
      title: subject.title,
      title_zh: subject.titleZh,
      fields: subject.fields,
      unit_id: subject.unitId,
      customer_id: subject.customerId,
      barred_ids: subject.barredIds,
    }),
    JSON.stringify(chain),
    note,
    now,
  ])
  return { id, state: chain.every(({ state }) => state === 'skipped') ? 'approved' : 'waiting' }
}

/** Tells whoever the present step waits for, but those whom something else tells already. */
export async function tellDeciders(
  { db, now }: Doing,
  id: string,
  told: readonly (string | null)[] = [],
): Promise<void> {
  const people = await db.rows<{ id: string }>('approval.told', 'select p as id from approval_told($1::uuid) p', [id])
  const causes = people
    .filter((person) => !told.includes(person.id))
    .map((person) => ({
      userId: person.id,
      kind: 'approval-to-decide' as const,
      about: { kind: 'approval' as const, id },
    }))
  await notify(db, causes, now)
}
