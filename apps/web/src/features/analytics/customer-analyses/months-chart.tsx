import type { MonthOfPeriod } from '@rapport/contract/analytics/customer-performance'
import {
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { Plot, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'

/** Profit and loss of each month as a column up or down; each month tells its figures on hover and by arrow keys. */
export function MonthsChart({ label, months }: { label: string; months: MonthOfPeriod[] }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={220}>
        <ComposedChart
          data={months}
          margin={{ top: 12, right: 8, bottom: 0, left: 0 }}
          title={label}
          desc={t('analysis.keys')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="month" tick={tick} tickLine={false} axisLine={false} minTickGap={8} />
          <YAxis
            width={72}
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => format.compact(value, 0)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--row-hover)' }}
            content={({ active, payload }) => {
              const month = active ? (payload?.[0]?.payload as MonthOfPeriod | undefined) : undefined
              return month ? <Told month={month} /> : null
            }}
          />
          <ReferenceLine y={0} stroke="var(--line-strong)" />
          <Bar
            // A height needs no exact decimals.
            dataKey={(month: MonthOfPeriod) => Number(month.profit)}
            name={t('indicator.profit')}
            maxBarSize={36}
            isAnimationActive={false}
          >
            {months.map(({ month, profit }) => (
              <Cell key={month} fill={profit.startsWith('-') ? 'var(--fall)' : 'var(--rise)'} />
            ))}
          </Bar>
        </ComposedChart>
      </ResponsiveContainer>
    </Plot>
  )
}

function Told({ month }: { month: MonthOfPeriod }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <ChartTip title={format.month(month.month)}>
      <div>
        <span>{t('indicator.profit')}</span>
        <Change value={month.profit} />
      </div>
      <div>
        <span>{t('indicator.net-inflow')}</span>
        <Money value={month.netInflow} />
      </div>
      <div>
        <span>{t('indicator.net-commission')}</span>
        <Money value={month.netCommission} />
      </div>
    </ChartTip>
  )
}
