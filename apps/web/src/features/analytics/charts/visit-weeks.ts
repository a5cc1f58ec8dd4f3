import type { charts } from '@rapport/contract/analytics/charts'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { palette } from '#ui/chart-frame.tsx'
import type { VisitStanding } from './drill-down.ts'

export type VisitItem = ReplyOf<typeof charts.visitsByBranchAndWeek>['items'][number]

export interface WeekRow {
  week: string
  total: number
  visits: Partial<Record<VisitStanding, number>>
}

/** How visits stand, from the axis up: what was achieved first, what is open and what fell away last. */
export const standings: { name: VisitStanding; colour: string }[] = [
  { name: 'reached', colour: palette[0] },
  { name: 'interested', colour: palette[2] },
  { name: 'follow-up', colour: palette[1] },
  { name: 'not-reached', colour: palette[3] },
  { name: 'declined', colour: palette[4] },
  { name: 'planned', colour: 'var(--chart-planned)' },
  { name: 'cancelled', colour: 'var(--chart-none)' },
]

/** All branches together, week by week, the earliest first. */
export function weeksOf(items: VisitItem[]): WeekRow[] {
  const weeks = new Map<string, WeekRow>()
  for (const { week, outcome, visits } of items) {
    const row = weeks.get(week) ?? { week, total: 0, visits: {} }
    row.total += visits
    row.visits[outcome] = (row.visits[outcome] ?? 0) + visits
    weeks.set(week, row)
  }
  return [...weeks.values()].sort((one, other) => one.week.localeCompare(other.week))
}

export interface BranchRow {
  unitId: string
  unitName: string
  total: number
  /** Visits by the Monday of their week. */
  visits: Record<string, number>
}

/** Branch by branch, all outcomes together, the busiest first. */
export function branchesOf(items: VisitItem[]): BranchRow[] {
  const branches = new Map<string, BranchRow>()
  for (const { unitId, unitName, week, visits } of items) {
    const row = branches.get(unitId) ?? { unitId, unitName, total: 0, visits: {} }
    row.total += visits
    row.visits[week] = (row.visits[week] ?? 0) + visits
    branches.set(unitId, row)
  }
  return [...branches.values()].sort((one, other) => other.total - one.total)
}
