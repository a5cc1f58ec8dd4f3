import type { segments } from '@rapport/contract/analytics/segments'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Plot, palette, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'

export type MemberDay = ReplyOf<typeof segments.history>['items'][number]

/** How many members there were at the end of each day; a day tells who came and left, on hover and by arrow keys. */
export function MemberLine({ days }: { days: MemberDay[] }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={200}>
        <AreaChart data={days} margin={{ top: 12, right: 8, bottom: 0, left: 0 }} title={t('segment.history')}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={48}
          />
          <YAxis
            width={56}
            tick={tick}
            tickLine={false}
            axisLine={false}
            allowDecimals={false}
            domain={[0, 'auto']}
            tickFormatter={(value: number) => format.count(value)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ active, payload }) => {
              const day = active ? (payload?.[0]?.payload as MemberDay | undefined) : undefined
              return day ? <Told day={day} /> : null
            }}
          />
          <Area
            dataKey="members"
            type="stepAfter"
            name={t('segment.members')}
            stroke={palette[0]}
            fill={palette[0]}
            fillOpacity={0.15}
            isAnimationActive={false}
            strokeWidth={1.5}
          />
        </AreaChart>
      </ResponsiveContainer>
    </Plot>
  )
}

function Told({ day }: { day: MemberDay }) {
  const { t } = useWords()
  const format = useFormat()
  const line = (label: string, value: number) => (
    <div>
      <span>{label}</span>
      <span className="figures">{format.count(value)}</span>
    </div>
  )
  return (
    <ChartTip title={format.day(day.day)}>
      {line(t('segment.members'), day.members)}
      {line(t('segment.day.entered'), day.entered)}
      {line(t('segment.day.left'), day.left)}
    </ChartTip>
  )
}
