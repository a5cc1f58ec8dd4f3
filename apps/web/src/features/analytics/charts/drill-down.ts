import type { visitOutcomes } from '@rapport/contract/service/care-visits'
import { addDays, lastDayOf } from '#ui/days.ts'

type Unit = string | null | undefined

/** A list under exactly the filter of a bar, so that its count is the bar's. */
const listed = (path: string, filter: Record<string, string | null | undefined>) => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
  const tail = query.toString()
  return tail ? `${path}?${tail}` : path
}

/** The customers of a level, of a risk level, or of both; null stands for those that have none. */
export const customersOf = (of: { level?: string | null; riskLevel?: string | null }, unit: Unit) =>
  listed('/customers', {
    level: of.level === null ? 'none' : of.level,
    riskLevel: of.riskLevel === null ? 'none' : of.riskLevel,
    unit,
  })

/** The customers opened in a month. */
export const customersOpenedIn = (month: string, unit: Unit) =>
  listed('/customers', { openedFrom: `${month}-01`, openedTo: lastDayOf(month), unit })

/** The customers who traded in a month, in the currency of the chart where there are several. */
export const customersTradedIn = (
  month: string,
  unit: Unit,
  of?: { currency: string; currencies: readonly string[] },
) =>
  listed('/customers', {
    tradedIn: month,
    tradedCurrency: of && of.currencies.length > 1 ? of.currency : undefined,
    unit,
  })

export type VisitStanding = (typeof visitOutcomes)[number] | 'planned' | 'cancelled'

/** The visits of a week, of one outcome or all; what is planned or cancelled has no outcome but a state. */
export function visitsIn(week: string, unit: Unit, standing?: VisitStanding) {
  const state = standing === 'planned' || standing === 'cancelled' ? standing : undefined
  return listed('/care-visits', {
    from: week,
    to: addDays(week, 6),
    unit,
    state,
    outcome: state ? undefined : standing,
  })
}
