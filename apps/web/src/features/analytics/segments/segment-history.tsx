import { segments } from '@rapport/contract/analytics/segments'
import { lazy, Suspense } from 'react'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { ChartFrame } from '#ui/chart-frame.tsx'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Answered, Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import type { MemberDay } from './member-line.tsx'

const MemberLine = lazy(() => import('./member-line.tsx').then((module) => ({ default: module.MemberLine })))

/** The last ninety days of a segment as a line, and as a table of the days on which somebody moved. */
export function SegmentHistory({ id }: { id: string }) {
  const { t } = useWords()
  const { today } = useViewer()
  const answer = useAsk(segments.history, { params: { id }, query: { days: '90' } })
  return (
    <ChartFrame
      name="history"
      title={t('segment.history')}
      definition={t('segment.history.definition')}
      unit={t('segment.history.unit')}
      asOf={today}
      chart={
        <Answered answer={answer} lines={6}>
          {({ items }) => (
            <Suspense fallback={<Skeleton lines={6} />}>
              <MemberLine days={items} />
            </Suspense>
          )}
        </Answered>
      }
      table={
        <Answered answer={answer} lines={6}>
          {({ items }) => <Days of={items.filter(({ entered, left }) => entered + left > 0).toReversed()} />}
        </Answered>
      }
    />
  )
}

function Days({ of }: { of: MemberDay[] }) {
  const { t } = useWords()
  const format = useFormat()
  const number = (name: 'members' | 'entered' | 'left', head: string) => ({
    name,
    head,
    width: 90,
    end: true,
    cell: (day: MemberDay) => <span className="figures">{format.count(day[name])}</span>,
  })
  return (
    <Table<MemberDay>
      label={t('segment.history')}
      rows={of}
      keyOf={({ day }) => day}
      columns={[
        { name: 'day', head: t('segment.day'), width: 110, cell: ({ day }) => <Day on={day} /> },
        number('entered', t('segment.day.entered')),
        number('left', t('segment.day.left')),
        number('members', t('segment.members')),
      ]}
    />
  )
}
