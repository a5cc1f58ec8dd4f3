import type { DayCounts } from '@rapport/contract/service/work-logs'
import { Link } from 'react-router'
import { useFormat } from '#ui/format.ts'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

/** What the product counted of somebody's day; a figure leads to what it counts, where there is such a list. */
export function DayCountsList({ did, person, day }: { did: DayCounts; person: string; day: string }) {
  const { t } = useWords()
  const format = useFormat()
  const period = `from=${day}&to=${day}`
  const lists: Partial<Record<keyof DayCounts, string>> = {
    visits: `/care-visits?${period}&staff=${person}`,
    calls: `/calls?view=all&${period}&agent=${person}`,
    meetings: `/calendar?view=day&day=${day}&person=${person}`,
  }
  const names = ['visits', 'tasks', 'callBacks', 'cases', 'calls', 'meetings'] as const
  return (
    <Facts
      of={names.map((name) => {
        const count = (
          <span key={name} className="figures">
            {format.count(did[name])}
          </span>
        )
        const to = lists[name]
        return [
          t(`work-log.did.${name}`),
          to && did[name] > 0 ? (
            <Link key={name} to={to}>
              {count}
            </Link>
          ) : (
            count
          ),
        ]
      })}
    />
  )
}
