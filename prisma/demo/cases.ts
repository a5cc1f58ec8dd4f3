import type { Rows } from '@rapport/database/factories/insert-rows'
import { type DayNumber, instant, isWeekend, millisOf, onDay } from './calendar.ts'
import { callers, causesOfRejecting, detailsOf, matters } from './case-words.ts'
import { type CustomerPlan, closedDay } from './customers.ts'
import type { Staff } from './organisation.ts'
import type { Random } from './random.ts'

type Kind = keyof typeof matters
type State = 'received' | 'accepted' | 'investigating' | 'proposed' | 'approved' | 'agreed' | 'escalated' | 'answered'
type End = 'closed' | 'rejected' | 'follow-up'
export interface CaseClasses {
  /** The class of today by its code, as the migration made it. */
  [code: string]: { id: string; acceptDays: number | null; finishDays: number; targetDays: number }
}
export interface PlannedCase {
  row: Rows['cases']
  events: Rows['case_events'][]
}
interface Firm {
  today: DayNumber
  staff: readonly Staff[]
  classes: CaseClasses
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const perDay = { complaint: 0.5, enquiry: 0.6, request: 0.5, suggestion: 0.06, report: 0.02 } as const
const turns = {
  received: 'accept',
  accepted: 'investigate',
  investigating: 'answer',
  proposed: 'approve',
  approved: 'settle',
  agreed: 'close',
  escalated: 'close',
  answered: 'close',
} as const
const classOf = (random: Random, kind: Kind) => {
  if (kind === 'complaint')
    return random.weighted({ complaint: 78, 'complaint-important': 15, 'complaint-difficult': 7 })
  return kind === 'request' ? random.weighted({ request: 75, technical: 25 }) : kind
}

/** A year of requests and complaints of some customers, in every state: the older ones over, the latest on their way. */
export function planCases(random: Random, customers: readonly CustomerPlan[], firm: Firm): PlannedCase[] {
  const planned: PlannedCase[] = []
  for (let day = firm.today - 395; day <= firm.today; day++) {
    if (isWeekend(day) && day !== firm.today) continue
    for (const kind of Object.keys(perDay) as Kind[])
      if (random.chance(perDay[kind] * (day > firm.today - 12 ? 1.7 : 1))) {
        const customer = random.pick(customers)
        if (customer.openedDay < day && day < closedDay(customer))
          planned.push(planCase(random, customer, firm, kind, day))
      }
  }
  return planned
}

function planCase(random: Random, customer: CustomerPlan, firm: Firm, kind: Kind, day: DayNumber): PlannedCase {
  const code = classOf(random, kind)
  const demands = firm.classes[code]!
  const examined = kind === 'complaint' || kind === 'report'
  const [title, topic, cause, answer] = random.pick(matters[kind])
  const agents = firm.staff.filter(({ branch, role }) => branch === customer.branch && role === 'service-agent')
  const leader = firm.staff.find(({ branch, role }) => branch === customer.branch && role === 'branch-manager')!
  const agent = random.pick(agents)
  // What is about the customer's manager is never theirs.
  const subject = kind === 'complaint' && topic === '金融产品' && customer.owner ? customer.owner : null
  const handler = subject || !customer.owner || random.chance(0.65) ? agent : customer.owner
  const receivedAt = millisOf(day, random.whole(9, 15), random.whole(0, 59))
  const age = firm.today - day
  const takes = examined
    ? random.whole(3, random.chance(0.12) ? 68 : 24)
    : random.whole(0, random.chance(0.15) ? 18 : 3)
  const end: End | null =
    age <= takes
      ? null
      : examined && random.chance(0.06)
        ? 'rejected'
        : age < takes + 10 && random.chance(0.4)
          ? 'follow-up'
          : 'closed'
  const state = end ?? standing(random, examined, age)
  const response = random.whole(4, random.chance(0.15) ? 700 : 90)
  const answered = end !== null || state !== 'received' || random.chance(0.3)
  const answeredAt = receivedAt + response * 60_000
  const closedAt = end === null ? null : Math.min(receivedAt + takes * DAY + 2 * HOUR, millisOf(firm.today, 8))
  const finishDueAt = receivedAt + demands.finishDays * DAY
  const targetDueAt = receivedAt + Math.ceil(demands.targetDays * 1.4) * DAY
  const acceptDueAt = demands.acceptDays === null ? null : receivedAt + demands.acceptDays * DAY
  const followUpDay = end === 'follow-up' ? firm.today + random.whole(1, 9) : null
  const turn =
    end === 'follow-up'
      ? 'follow-up'
      : end
        ? null
        : state === 'received'
          ? examined
            ? answered
              ? 'accept'
              : 'acknowledge'
            : 'answer'
          : turns[state as State]
  const dueAt =
    turn === null
      ? null
      : turn === 'follow-up'
        ? millisOf(followUpDay!, 17, 30)
        : turn === 'acknowledge'
          ? receivedAt + DAY
          : turn === 'accept'
            ? acceptDueAt!
            : turn === 'approve'
              ? millisOf(firm.today + 1, 17, 30)
              : Math.min(targetDueAt, finishDueAt)
  const written = ['proposed', 'approved', 'agreed', 'escalated', 'answered', 'closed', 'follow-up'].includes(state)
  const looked = examined && written && state !== 'proposed'
  const id = random.id(receivedAt)
  const at = (millis: number | null) => (millis === null ? null : instant(Math.min(millis, millisOf(firm.today, 18))))
  const over = state === 'closed' || state === 'follow-up'
  const caller = random.chance(0.04)
  const row: Rows['cases'] = {
    id,
    number: `${onDay(day).replaceAll('-', '')}-${id.slice(-5).toUpperCase()}`,
    kind,
    classId: demands.id,
    channel: random.weighted({
      phone: 52,
      branch: 16,
      page: 12,
      email: 8,
      '12386': kind === 'complaint' ? 9 : 0,
      portal: 5,
    }),
    title,
    details: random.pick(detailsOf),
    topic,
    cause,
    customerId: caller ? null : customer.draft.id,
    callerName: caller ? random.pick(callers) : null,
    complainants: kind === 'complaint' && random.chance(0.03) ? random.whole(2, 6) : 1,
    reasonableness: over && kind === 'complaint' ? random.weighted({ founded: 34, partly: 30, unfounded: 36 }) : null,
    subjectId: caller ? null : (subject?.id ?? null),
    firstHandlerId: agent.id,
    handlerId: caller ? agent.id : handler.id,
    state,
    open: end === null || end === 'follow-up',
    step: turn,
    stepBy: turn === null ? null : turn === 'approve' ? leader.id : caller ? agent.id : handler.id,
    stepDueAt: dueAt === null ? null : instant(dueAt),
    stepWarnAt: dueAt === null ? null : instant(receivedAt + (dueAt - receivedAt) * 0.8),
    answer: written ? answer : null,
    proposedBy: written && examined ? handler.id : null,
    approvedBy: looked ? leader.id : null,
    reason: end === 'rejected' ? random.pick(causesOfRejecting) : null,
    escalatedTo: state === 'escalated' ? random.pick(['mediation', 'arbitration', 'court']) : null,
    settlement: over
      ? kind === 'complaint'
        ? random.weighted({ explanation: 58, relief: 22, compensation: 14, none: 6 })
        : 'explanation'
      : null,
    satisfaction: over && random.chance(0.7) ? Number(random.weighted({ 5: 42, 4: 34, 3: 14, 2: 6, 1: 4 })) : null,
    receivedAt: instant(receivedAt),
    acknowledgeDueAt: instant(receivedAt + (examined ? DAY : HOUR)),
    acceptDueAt: acceptDueAt === null ? null : instant(acceptDueAt),
    targetDueAt: instant(targetDueAt),
    finishDueAt: instant(finishDueAt),
    answeredAt: answered ? at(answeredAt) : null,
    responseMinutes: answered ? response : null,
    decidedAt: examined && state !== 'received' ? at(receivedAt + random.whole(1, 4) * DAY) : null,
    closedAt: at(closedAt),
    resolutionMinutes: over && closedAt !== null ? Math.round(((closedAt - receivedAt) / DAY) * 0.7 * 540) : null,
    onTime: over && closedAt !== null ? closedAt <= finishDueAt : null,
    atFirstContact: !examined && over && takes === 0,
    followUpOn: followUpDay === null ? null : onDay(followUpDay),
    createdAt: instant(receivedAt),
    createdBy: agent.id,
  }
  return { row, events: eventsOf(random, row, agent, leader, answer) }
}

const standing = (random: Random, examined: boolean, age: number): State => {
  if (!examined) return random.weighted({ received: 70, answered: 30 })
  if (age < 2) return random.weighted({ received: 80, accepted: 20 })
  return random.weighted({
    received: 6,
    accepted: 16,
    investigating: 34,
    proposed: 18,
    approved: 12,
    agreed: 8,
    escalated: 6,
  })
}

const way = ['accepted', 'investigating', 'proposed', 'approved', 'agreed', 'closed'] as const

/** What happened to it so far, spread over its time. */
function eventsOf(random: Random, row: Rows['cases'], agent: Staff, leader: Staff, answer: string) {
  const from = Date.parse(row.receivedAt as string)
  const to = row.closedAt ? Date.parse(row.closedAt as string) : from + 2 * DAY
  const examined = row.kind === 'complaint' || row.kind === 'report'
  const reached = row.state === 'follow-up' ? 'closed' : row.state === 'escalated' ? 'approved' : row.state
  const whats: string[] = ['received']
  if (row.answeredAt) whats.push(examined ? 'acknowledged' : 'answered')
  if (row.state === 'rejected') whats.push('rejected')
  else if (examined) whats.push(...way.slice(0, way.indexOf(reached as (typeof way)[number]) + 1))
  else if (row.onTime !== null) whats.push('closed')
  if (row.state === 'escalated') whats.push('escalated')
  return whats.map((what, i): Rows['case_events'] => ({
    id: random.id(from),
    caseId: row.id as string,
    at: instant(from + ((to - from) * i) / whats.length),
    actorId: what === 'approved' ? leader.id : what === 'received' ? agent.id : (row.handlerId as string),
    what,
    handlerId: row.handlerId as string,
    note: what === 'proposed' || what === 'answered' ? answer : what === 'rejected' ? (row.reason as string) : null,
  }))
}
