import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { type Ask, type Pages, useAskPages } from '#api/query.ts'
import { addDays, isDay, mondayOf, weekFrom } from '#ui/days.ts'

type Query = NonNullable<Ask<typeof careVisits.list>['query']>
type Filter = Record<string, string>

export interface VisitsOfDay {
  on: string
  pages: Pages<CareVisit>
}

/** The Monday that the address names, or that of the present week. */
export const weekIn = (named: string | undefined, today: string) => mondayOf(isDay(named) ? named : today)

function useDay(on: string, filter: Filter): VisitsOfDay {
  return { on, pages: useAskPages(careVisits.list, { query: { ...filter, from: on, to: on } as Query }) }
}

/** The visits of a week, each day a list of its own: a branch's Monday alone may be longer than a page. */
export function useWeek(monday: string, filter: Filter): VisitsOfDay[] {
  const [mon, tue, wed, thu, fri, sat, sun] = weekFrom(monday) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  return [
    useDay(mon, filter),
    useDay(tue, filter),
    useDay(wed, filter),
    useDay(thu, filter),
    useDay(fri, filter),
    useDay(sat, filter),
    useDay(sun, filter),
  ]
}

/** Visits of earlier days that are still only planned, the oldest first, a few of them until all are asked for. */
export function useOverdue(filter: Filter, today: string, all: boolean): Pages<CareVisit> {
  const { state, outcome } = filter
  const asked = (!state || state.split(',').includes('planned')) && (!outcome || outcome.split(',').includes('none'))
  const query = { ...filter, state: 'planned', to: addDays(today, -1), limit: all ? '50' : '5' }
  return useAskPages(careVisits.list, { query: query as Query }, { enabled: asked })
}
