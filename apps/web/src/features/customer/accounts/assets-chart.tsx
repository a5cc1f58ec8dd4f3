import type { CustomerDay, CustomerDays } from '@rapport/contract/customer/customer-days'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Plot, palette, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'

/** Assets as a line; each day tells on hover and by arrow keys what came in and what was earned. */
export function AssetsChart({ days }: { days: CustomerDays }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={220}>
        <LineChart
          data={days.items}
          margin={{ top: 12, right: 8, bottom: 0, left: 0 }}
          title={t('assets.title')}
          desc={t('assets.keys')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={48}
          />
          <YAxis
            width={72}
            tick={tick}
            tickLine={false}
            axisLine={false}
            domain={['auto', 'auto']}
            tickFormatter={(value: number) => format.compact(value)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ active, payload }) => {
              const day = active ? (payload?.[0]?.payload as CustomerDay | undefined) : undefined
              return day ? <Told day={day} /> : null
            }}
          />
          <Line
            // A height needs no exact decimals.
            dataKey={(day: CustomerDay) => Number(day.assets)}
            name={t('assets.assets')}
            stroke={palette[0]}
            strokeWidth={1.5}
            dot={days.items.length === 1}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </Plot>
  )
}

function Told({ day }: { day: CustomerDay }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <ChartTip title={format.day(day.day)}>
      <div>
        <span>{t('assets.assets')}</span>
        <Money value={day.assets} />
      </div>
      <div>
        <span>{t('assets.net-inflow')}</span>
        <Money value={day.netInflow} />
      </div>
      <div>
        <span>{t('assets.profit')}</span>
        <Change value={day.profit} />
      </div>
    </ChartTip>
  )
}
