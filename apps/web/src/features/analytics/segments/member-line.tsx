import type { segments } from '@rapport/contract/analytics/segments'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { Area } from 'recharts'
import { palette } from '#ui/chart-frame.tsx'
import { DayPlot, dayLine, TipRow } from '#ui/day-plot.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'

export type MemberDay = ReplyOf<typeof segments.history>['items'][number]

/** How many members there were at the end of each day; a day tells who came and left, on hover and by arrow keys. */
export function MemberLine({ days }: { days: MemberDay[] }) {
  const { t } = useWords()
  const format = useFormat()
  const count = (label: string, value: number) => (
    <TipRow label={label}>
      <span className="figures">{format.count(value)}</span>
    </TipRow>
  )
  return (
    <DayPlot
      label={t('segment.history')}
      days={days}
      height={200}
      axis={{ width: 56, text: (value) => format.count(value), from: 0, whole: true }}
      tell={({ members, entered, left }) => (
        <>
          {count(t('segment.members'), members)}
          {count(t('segment.day.entered'), entered)}
          {count(t('segment.day.left'), left)}
        </>
      )}
    >
      <Area
        dataKey="members"
        type="stepAfter"
        name={t('segment.members')}
        stroke={palette[0]}
        fill={palette[0]}
        fillOpacity={0.15}
        {...dayLine}
      />
    </DayPlot>
  )
}
