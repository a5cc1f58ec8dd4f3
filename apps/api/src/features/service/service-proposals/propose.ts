import type { ProposedService, ServiceProposal, ServiceReason } from '@rapport/contract/service/service-proposals'
import { Temporal } from 'temporal-polyfill'
import { type ServiceTime, worksOn } from '#features/service/working-time/working-time.ts'

/** What is known of a customer; days YYYY-MM-DD, shares of 1, cash in the firm's currency, null where it is not known. */
export interface ServiceFacts {
  lifecycle: string
  assessmentValidTo: string | null
  openedOn: string | null
  /** The next one, today's included. */
  birthday: string | null
  lastContactOn: string | null
  /** The last complaint that was closed. */
  complaint: { closedOn: string; satisfaction: number | null } | null
  complaintOpen: boolean
  churn: { score: number; asOf: string } | null
  cash: number | null
  cashShare: number | null
  topShare: number | null
  aboveToleranceShare: number | null
  outflowShare: number | null
  /** Kinds of the visits that are planned from today on. */
  planned: readonly string[]
  /** Services that somebody answered lately. */
  answered: readonly string[]
}

/** Where something begins to speak for a service: days, shares of 1, amounts in the firm's currency. */
const FROM = {
  ...{ complaintDays: 14, assessmentDays: 30, newDays: 30, birthdayDays: 7, silentDays: 90 },
  ...{ churn: 0.5, outflow: 0.2, aboveTolerance: 0.1, concentrated: 0.5, cashShare: 0.3, cash: 50_000 },
}
/** A service that was answered is not proposed again for so many days. */
export const QUIET_DAYS = 30

const later = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString()
const reaches = (value: number | null, from: number): value is number => value !== null && value >= from
const given = (...reasons: (ServiceReason | false)[]) => reasons.filter((one) => one !== false)
const silentSince = ({ lastContactOn }: ServiceFacts, day: string) => lastContactOn === null || lastContactOn < day

/** What speaks for a service today; nothing where it is not proposed. */
type Why = (facts: ServiceFacts, today: string) => ServiceReason[]
interface Rule {
  service: ProposedService
  kind: ServiceProposal['kind']
  /** So many days from today, or the first day after on which the firm works. */
  within: number
  /** The last day on which it is of use. */
  by?: (facts: ServiceFacts) => string | null
  why: Why
}

/** The most urgent first. */
const rules: Rule[] = [
  {
    ...{ service: 'complaint-follow-up', kind: 'complaint-follow-up', within: 1 },
    why: (facts, today) => {
      const { complaint } = facts
      if (!complaint || complaint.closedOn < later(today, -FROM.complaintDays)) return []
      if (!silentSince(facts, complaint.closedOn)) return []
      return [{ code: 'complaint-closed', on: complaint.closedOn, satisfaction: complaint.satisfaction }]
    },
  },
  {
    ...{ service: 'reassessment', kind: 'review', within: 5 },
    by: ({ assessmentValidTo }) => assessmentValidTo,
    why: ({ assessmentValidTo: on }, today) => {
      if (on === null) return [{ code: 'not-assessed' }]
      return given(on <= later(today, FROM.assessmentDays) && { code: 'assessment-ends', on })
    },
  },
  {
    ...{ service: 'retention', kind: 'care', within: 2 },
    why: ({ churn, outflowShare }) =>
      given(
        churn !== null && churn.score >= FROM.churn && { code: 'likely-to-leave', share: churn.score, on: churn.asOf },
        reaches(outflowShare, FROM.outflow) && { code: 'outflow', share: outflowShare },
      ),
  },
  {
    ...{ service: 'onboarding', kind: 'onboarding', within: 3 },
    why: (facts, today) => {
      const { openedOn: on } = facts
      if (on === null || on > today || on < later(today, -FROM.newDays) || !silentSince(facts, on)) return []
      return [{ code: 'account-new', on }]
    },
  },
  {
    ...{ service: 'birthday', kind: 'birthday', within: 0 },
    why: ({ birthday: on }, today) =>
      given(on !== null && on <= later(today, FROM.birthdayDays) && { code: 'birthday', on }),
  },
  {
    ...{ service: 'portfolio-review', kind: 'review', within: 7 },
    why: ({ aboveToleranceShare, topShare }) =>
      given(
        reaches(aboveToleranceShare, FROM.aboveTolerance) && { code: 'above-tolerance', share: aboveToleranceShare },
        reaches(topShare, FROM.concentrated) && { code: 'concentrated', share: topShare },
      ),
  },
  {
    // Nobody who complains is sold anything meanwhile.
    ...{ service: 'idle-cash', kind: 'product', within: 7 },
    why: ({ cash, cashShare, complaintOpen }) =>
      given(
        !complaintOpen &&
          reaches(cash, FROM.cash) &&
          reaches(cashShare, FROM.cashShare) && { code: 'idle-cash', share: cashShare },
      ),
  },
]
/** For whom there is no other reason to speak with. */
const keepingTouch: Rule = {
  ...{ service: 'keeping-touch', kind: 'care', within: 7 },
  why: (facts, today) =>
    given(silentSince(facts, later(today, 1 - FROM.silentDays)) && { code: 'no-contact', on: facts.lastContactOn }),
}

/**
 * What to do next for a customer, the most urgent first, each with every reason that speaks for it (SRV-17). What was answered lately, or
 * for which a visit of its kind is planned, is not proposed; nor anything to prospects, who have their own course, or to who has left.
 */
export function propose(
  facts: ServiceFacts,
  { today, time, channel }: { today: string; time: ServiceTime; channel: ServiceProposal['channel'] },
): ServiceProposal[] {
  if (facts.lifecycle === 'prospect' || facts.lifecycle === 'closed') return []
  const proposed = ({ service, kind, within, by, why }: Rule): ServiceProposal[] => {
    if (facts.answered.includes(service) || facts.planned.includes(kind)) return []
    const reasons = why(facts, today)
    if (reasons.length === 0) return []
    const plannedOn =
      service === 'birthday' ? facts.birthday! : dayFor(time, today, { within, by: by?.(facts) ?? null })
    return [{ service, kind, channel, plannedOn, reasons }]
  }
  const items = rules.flatMap(proposed)
  return items.length > 0 || facts.planned.length > 0 ? items : proposed(keepingTouch)
}

/** The first day of work after so many days; sooner where that is past the last day of use and that is still ahead. */
function dayFor(time: ServiceTime, today: string, { within, by }: { within: number; by: string | null }): string {
  const day = workdayFrom(time, later(today, within))
  if (by === null || by < today || day <= by) return day
  let last = by
  while (last > today && !worksOn(time, last)) last = later(last, -1)
  return workdayFrom(time, last)
}

function workdayFrom(time: ServiceTime, day: string): string {
  let on = day
  while (!worksOn(time, on)) on = later(on, 1)
  return on
}
