import type { visitChannels, visitKinds, visitOutcomes } from '@rapport/contract/service/care-visits'
import type { Rows } from '@rapport/database/factories/insert-rows'
import { type DayNumber, instant, millisOf, monthOf, onDay } from './calendar.ts'
import { type CustomerPlan, closedDay, leadUsername } from './customers.ts'
import type { Staff } from './organisation.ts'
import type { Random } from './random.ts'
import { contents, purposes } from './visit-words.ts'

type Kind = (typeof visitKinds)[number]
const season = [1.1, 0.75, 1.15, 1.05, 1.0, 1.1, 0.95, 0.9, 1.1, 0.85, 1.05, 1.2]
const perHundredDays = { mass: 1.15, premium: 2.1, professional: 3.0, 'legal-entity': 2.2, inactive: 0.45 } as const
const outcomes: Partial<Record<(typeof visitOutcomes)[number], number>> = {
  reached: 46,
  'not-reached': 21,
  interested: 12,
  'follow-up': 14,
  declined: 7,
}
const channels: Partial<Record<(typeof visitChannels)[number], number>> = {
  phone: 58,
  wechat: 18,
  'in-person': 15,
  video: 5,
  email: 4,
}
const kinds: Partial<Record<Kind, number>> = { care: 48, review: 21, product: 17, 'complaint-follow-up': 4, other: 10 }

export interface VisitingDay {
  day: DayNumber
  monthAndDay: string
  /** How many visits there are on it beside a usual day: the season, and more each year. */
  bustle: number
}
interface Firm {
  today: DayNumber
  /** Working days of the past and of the two weeks to come. */
  days: readonly VisitingDay[]
  /** The service agents of each branch. */
  agents: readonly (readonly Staff[])[]
}

export const visitingDays = (days: readonly DayNumber[], today: DayNumber): VisitingDay[] =>
  days.map((day) => ({
    day,
    monthAndDay: onDay(day).slice(5),
    bustle:
      season[monthOf(day) - 1]! * (0.75 + (0.5 * (day - days[0]!)) / (today - days[0]!)) * (day > today ? 0.75 : 1),
  }))

/** Two years of visits to a customer, the recorded, the cancelled, the overdue and those planned for the next weeks. */
export function planVisits(random: Random, customer: CustomerPlan, firm: Firm): Rows['care_visits'][] {
  const usual = perHundredDays[customer.draft.level ?? 'mass'] / 100
  const birthday = customer.draft.birthOn?.slice(5)
  const onboarding = customer.openedDay + random.whole(2, 20)
  const end = closedDay(customer)
  const visits: Rows['care_visits'][] = []
  let welcomed = false
  for (const { day, monthAndDay, bustle } of firm.days) {
    if (day < customer.openedDay || day >= end) continue
    const kind: Kind | null =
      !welcomed && day >= onboarding && day < onboarding + 10
        ? 'onboarding'
        : birthday === monthAndDay && random.chance(0.5)
          ? 'birthday'
          : random.chance(usual * bustle)
            ? random.weighted(kinds)
            : null
    if (kind === 'onboarding') welcomed = true
    if (kind !== null) visits.push(visit(random, customer, firm, kind, day))
  }
  return customer.owner?.username === leadUsername ? [...visits, ...theDayOf(random, customer, firm)] : visits
}

function visit(random: Random, customer: CustomerPlan, firm: Firm, kind: Kind, day: DayNumber): Rows['care_visits'] {
  const staff = visitor(random, customer, firm, day)
  const future = day >= firm.today
  const state = future
    ? 'planned'
    : random.weighted({ recorded: 96.4, cancelled: 2.8, planned: firm.today - day < 25 ? 14 : 0 })
  const outcome = state === 'recorded' ? random.weighted(outcomes) : null
  const hour = random.whole(9, 16)
  const minute = random.pick([0, 15, 30, 45])
  const recordedAt = instant(millisOf(day, hour, minute) + random.whole(10, 50) * 60_000)
  const plannedAt = instant(
    millisOf(Math.min(day, firm.today) - random.whole(1, 12), random.whole(9, 16), random.whole(0, 59)),
  )
  const reached = outcome !== null && outcome !== 'not-reached'
  return {
    id: random.id(Date.parse(plannedAt)),
    customerId: customer.draft.id,
    staffId: staff.id,
    kind,
    channel: random.weighted(channels),
    plannedOn: onDay(day),
    plannedTime: random.chance(0.7) ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null,
    purpose: random.pick(purposes[kind]),
    state,
    outcome,
    content: outcome ? random.pick(contents[outcome]) : state === 'cancelled' ? '客户另有安排，取消本次联系。' : null,
    minutes: reached ? random.whole(4, 45) : null,
    recordedAt: outcome ? recordedAt : null,
    recordedBy: outcome ? staff.id : null,
    createdAt: plannedAt,
    createdBy: staff.id,
    updatedAt: outcome ? recordedAt : plannedAt,
  }
}

/** Mostly the manager of those days, else a service agent of the branch. */
function visitor(random: Random, { owner, before, branch }: CustomerPlan, { agents }: Firm, day: DayNumber): Staff {
  if (owner === null || random.chance(0.28)) return random.pick(agents[branch]!)
  return before && millisOf(day, 9) < Date.parse(before.until) ? before.owner : owner
}

/** The manager whose day is shown has six visits today, three left from the days before, and a full fortnight. */
function theDayOf(random: Random, customer: CustomerPlan, firm: Firm): Rows['care_visits'][] {
  const { lead } = customer
  const next = firm.days.map(({ day }) => day).filter((day) => day > firm.today)
  const planned = (day: DayNumber, kind: Kind, hour: number): Rows['care_visits'] => ({
    ...visit(random, customer, { ...firm, today: Math.min(firm.today, day) }, kind, day),
    staffId: customer.owner!.id,
    plannedTime: `${String(hour).padStart(2, '0')}:${random.pick(['00', '30'])}`,
    createdBy: customer.owner!.id,
  })
  if (lead === null) return []
  // The first ten have assessments that ran out or are about to: reviews.
  if (lead < 3) return [planned(firm.today, 'review', 9 + lead)]
  if (lead < 6) return [planned(firm.today - 1 - lead, 'review', 10)]
  if (lead < 10) return [planned(next[lead - 6]!, 'review', 14)]
  if (lead < 13) return [planned(firm.today, lead === 12 ? 'product' : 'care', lead + 3)]
  return lead < 22 ? [planned(next[(lead - 13) % next.length]!, 'product', 10 + (lead % 6))] : []
}
