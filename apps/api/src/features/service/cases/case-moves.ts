import { type CaseClass, examinedKinds } from '@rapport/contract/service/case-classes'
import type { Case, CaseStep, caseTurns } from '@rapport/contract/service/cases'
import { closeOf, dueAfter, type ServiceTime, warnedAt } from '#features/service/working-time/working-time.ts'

type State = Case['state']
type Turn = (typeof caseTurns)[number]
type Step = CaseStep['step']

/** What the rules of a case's way look at. */
export interface OnItsWay {
  kind: string
  state: State
  answeredAt: string | null
  waitingSince: string | null
  extendedDays: number
}

/** Complaints and reports are accepted, looked into and agreed on; the others are answered. */
export const isExamined = (kind: string) => examinedKinds.includes(kind)

/** What is to be done next of a case in a state. */
export function turnOf({ kind, state, answeredAt }: Pick<OnItsWay, 'kind' | 'state' | 'answeredAt'>): Turn | null {
  switch (state) {
    case 'received':
      if (!isExamined(kind)) return 'answer'
      return answeredAt === null ? 'acknowledge' : 'accept'
    case 'accepted':
      return 'investigate'
    case 'investigating':
      return 'answer'
    case 'proposed':
      return 'approve'
    case 'approved':
      return 'settle'
    case 'agreed':
    case 'escalated':
    case 'answered':
      return 'close'
    case 'follow-up':
      return 'follow-up'
    default:
      return null
  }
}

/** The steps that lead on from a state, the usual one first; beside them stand those that any open case has. */
const onward: Record<State, readonly Step[]> = {
  received: ['accept', 'reject'],
  accepted: ['investigate'],
  investigating: ['answer'],
  proposed: [],
  approved: ['agree', 'escalate'],
  agreed: ['close'],
  escalated: ['close', 'agree'],
  answered: ['close'],
  'follow-up': ['follow-up', 'reopen'],
  rejected: ['reopen'],
  closed: ['reopen'],
}

/** What may be done with a case now, by whoever has it; the one that leads on first. */
export function stepsOf(at: OnItsWay): Step[] {
  const { kind, state, answeredAt, waitingSince } = at
  if (waitingSince !== null) return ['resume', 'note']
  if (state === 'proposed') return ['note']
  if (state === 'closed' || state === 'rejected') return [...onward[state], 'note']
  if (state === 'follow-up') return [...onward[state], 'note']
  const steps: Step[] = state === 'received' && !isExamined(kind) ? ['answer'] : [...onward[state]]
  if (answeredAt === null) steps.splice(isExamined(kind) ? 0 : 1, 0, 'acknowledge')
  steps.push('wait')
  if (isExamined(kind) && state !== 'received') steps.push('extend')
  return [...steps, 'note']
}

/** By whom a case may be done besides its handler: whoever is asked again opens it again, and anybody writes a note. */
export const anybodys: readonly Step[] = ['reopen', 'note']

export interface Limits {
  acknowledgeDueAt: Date
  acceptDueAt: Date | null
  targetDueAt: Date
  finishDueAt: Date
}

/** The limits of a case that came at `from`: the first answer and the target by the hours of service, the others by the calendar. */
export function limitsOf(time: ServiceTime, from: Date, demands: CaseClass): Limits {
  const { acknowledgeMinutes, acceptDays, targetDays, finishDays } = demands
  return {
    acknowledgeDueAt: dueAfter(time, from, { clock: 'working', minutes: acknowledgeMinutes }),
    acceptDueAt: acceptDays === null ? null : dueAfter(time, from, { clock: 'calendar', days: acceptDays }),
    targetDueAt: dueAfter(time, from, { clock: 'working', days: targetDays }),
    finishDueAt: dueAfter(time, from, { clock: 'calendar', days: finishDays }),
  }
}

const earlier = (a: Date, b: Date) => (a < b ? a : b)

/** Until when the next step is to be done, and when whoever does it is warned; an answer is approved by the next working day. */
export function dueOf(
  time: ServiceTime,
  at: OnItsWay & Limits & { followUpOn?: string | null },
  now: Date,
): { turn: Turn | null; dueAt: Date | null; warnAt: Date | null } {
  const turn = turnOf(at)
  if (turn === null) return { turn, dueAt: null, warnAt: null }
  const dueAt = when(time, turn, at, now)
  return { turn, dueAt, warnAt: warnedAt(time, now, dueAt) }
}

function when(time: ServiceTime, turn: Turn, at: OnItsWay & Limits & { followUpOn?: string | null }, now: Date): Date {
  if (turn === 'follow-up') return closeOf(time, at.followUpOn!)
  if (turn === 'approve') return dueAfter(time, now, { clock: 'working', days: 1 })
  if (at.waitingSince !== null || at.state === 'escalated' || at.extendedDays > 0) return at.finishDueAt
  if (turn === 'accept') return at.acceptDueAt ?? at.finishDueAt
  if (turn === 'acknowledge' || (turn === 'answer' && at.answeredAt === null && !isExamined(at.kind)))
    return earlier(at.acknowledgeDueAt, at.finishDueAt)
  return earlier(at.targetDueAt, at.finishDueAt)
}
