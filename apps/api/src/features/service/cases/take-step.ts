import type { CaseStep } from '@rapport/contract/service/cases'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter, type ServiceTime, workingMinutes } from '#features/service/working-time/working-time.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { proposeAnswer } from './answer-effects.ts'
import { writeContact } from './case-contacts.ts'
import { anybodys, isExamined, limitsOf, stepsOf } from './case-moves.ts'
import { type CaseStanding, standingOf } from './case-rows.ts'
import { go, type Move } from './lead-on.ts'
import { tellMentioned } from './mentions.ts'
import { type Doing, isTheirs, openCase, tell, works } from './open-case.ts'

/** Does a step: 403 without the right, 409 where somebody else has the case or it is not what comes now. */
export async function takeStep(doing: Doing, id: string, step: CaseStep) {
  const { db, viewer, now } = doing
  const row = await standingOf(db, id, now, true)
  if (!works(viewer)) throw new Refused(403, 'not-allowed', { details: { permission: 'case.work' } })
  if (!isTheirs(row, viewer) && !anybodys.includes(step.step)) throw new Refused(409, 'case.of-somebody-else')
  if (!stepsOf(row).includes(step.step)) throw new Refused(409, 'case.not-now')
  if ('byPhone' in step && step.byPhone) await writeContact(doing, row, step.byPhone.minutes)
  if (step.step === 'note') {
    await tell(doing, id, 'note', row.handler?.id ?? null, step.note)
    await tellMentioned(doing, row, step.note)
    return openCase(doing, id)
  }
  const time = await serviceTime(db, viewer.described.today)
  const move = moveBy(step, row, time, doing)
  const lead = async () => {
    await go(doing, row, time, move)
    await tell(doing, id, move.what, row.handler?.id ?? viewer.id, step.note)
  }
  if (move.what === 'proposed') await proposeAnswer(doing, id, lead)
  else await lead()
  await tellMentioned(doing, row, step.note)
  return openCase(doing, id)
}

function moveBy(step: CaseStep, row: CaseStanding, time: ServiceTime, { viewer, now }: Doing): Move {
  const { today } = viewer.described
  switch (step.step) {
    case 'acknowledge':
      return { state: row.state, what: 'acknowledged' }
    case 'accept':
      return { state: 'accepted', what: 'accepted', columns: { decided_at: now } }
    case 'reject':
      return { state: 'rejected', what: 'rejected', columns: { decided_at: now, reason: step.note, closed_at: now } }
    case 'investigate':
      return { state: 'investigating', what: 'investigating' }
    case 'answer':
      return answerMove(step.note, row, viewer.id)
    case 'agree':
      return { state: 'agreed', what: 'agreed' }
    case 'escalate':
      return { state: 'escalated', what: 'escalated', columns: { escalated_to: step.to } }
    case 'close':
      return closeMove(step, row, time, today, now)
    case 'follow-up':
      return { state: 'closed', what: 'followed-up' }
    case 'wait':
      return { state: row.state, what: 'waiting', waiting: true }
    case 'resume':
      return resumeMove(row, time, now)
    case 'extend':
      return extendMove(step.days, row)
    case 'reopen':
      return reopenMove(row, time, now)
    case 'note':
      throw new Error('a note moves nothing')
  }
}

/** An answer waits for somebody else's eyes where the class demands it. */
function answerMove(answer: string, row: CaseStanding, by: string): Move {
  const columns = { answer, proposed_by: by, approved_by: null }
  if (row.class.approval) return { state: 'proposed', what: 'proposed', columns }
  return isExamined(row.kind)
    ? { state: 'approved', what: 'answered', columns }
    : { state: 'answered', what: 'answered', columns }
}

/** Closed: what it took, less what was waited for the customer, and whether that was in time. */
function closeMove(
  step: Extract<CaseStep, { step: 'close' }>,
  row: CaseStanding,
  time: ServiceTime,
  today: string,
  now: Date,
): Move {
  if (step.followUpOn !== null && step.followUpOn <= today) throw refusedField('followUpOn', 'case.follow-up-gone')
  const columns = {
    closed_at: now,
    resolution_minutes: Math.max(0, workingMinutes(time, new Date(row.receivedAt), now) - row.waitedMinutes),
    on_time: now <= new Date(row.finishDueAt),
    settlement: step.settlement,
    satisfaction: step.satisfaction,
    reasonableness: step.reasonableness ?? row.reasonableness,
    cause: step.cause ?? row.cause,
    follow_up_on: step.followUpOn,
  }
  if (step.followUpOn === null) return { state: 'closed', what: 'closed', columns }
  return { state: 'follow-up', what: 'closed', columns, followUpOn: step.followUpOn }
}

/** The firm's own target moves by what was waited; what the rules of the trade demand does not. */
function resumeMove(row: CaseStanding, time: ServiceTime, now: Date): Move {
  const waited = workingMinutes(time, new Date(row.waitingSince!), now)
  return {
    state: row.state,
    what: 'resumed',
    waiting: false,
    targetDueAt: dueAfter(time, new Date(row.targetDueAt), { clock: 'working', minutes: waited }),
    columns: { waited_minutes: row.waitedMinutes + waited },
  }
}

const DAY = 86_400_000

/** Put off, with notice to the customer, by no more than the class allows in all. */
function extendMove(days: number, row: CaseStanding): Move {
  const extended = row.extendedDays + days
  if (extended > row.class.extensionDays) throw refusedField('days', 'case.extension')
  return {
    state: row.state,
    what: 'extended',
    finishDueAt: new Date(new Date(row.finishDueAt).getTime() + days * DAY),
    columns: { extended_days: extended },
  }
}

const WEEK = 7 * DAY

/** Opened again: its limits begin anew, and it was not solved at first contact where that was within a week. */
function reopenMove(row: CaseStanding, time: ServiceTime, now: Date): Move {
  const rejected = row.state === 'rejected'
  const { targetDueAt, finishDueAt } = limitsOf(time, now, row.class)
  const soon = row.closedAt !== null && now.getTime() - new Date(row.closedAt).getTime() <= WEEK
  return {
    state: isExamined(row.kind) && !rejected ? 'investigating' : 'received',
    what: 'reopened',
    targetDueAt,
    finishDueAt,
    columns: {
      reopened_at: now,
      closed_at: null,
      resolution_minutes: null,
      on_time: null,
      satisfaction: null,
      settlement: null,
      follow_up_on: null,
      extended_days: 0,
      ...(rejected && { reason: null, decided_at: null }),
      ...(soon && { at_first_contact: false }),
    },
  }
}
