import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Plot, palette, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { factorOf } from './ex-factor.ts'
import type { Prices } from './prices-frame.tsx'
import classes from './securities.module.css'

type Price = Prices['items'][number]

/** Closes as a line; a broken upright line stands at each ex day, amber where no feed explains it. */
export function PriceChart({ prices, shown }: { prices: Prices; shown: 'close' | 'adjusted' }) {
  const { t } = useWords()
  const format = useFormat()
  const exOn = new Map(prices.exDays.map((day) => [day.day, day]))
  const mark = (day: string) => {
    const ex = exOn.get(day)
    return ex && t('security.ex.mark', { factor: format.decimal(factorOf(ex), 6) })
  }
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={280}>
        <LineChart
          data={prices.items}
          margin={{ top: 12, right: 8, bottom: 0, left: 0 }}
          title={t('security.prices')}
          desc={t('security.prices.keys')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            tickFormatter={(day: string) => day.slice(0, 7)}
            minTickGap={32}
          />
          <YAxis
            width={56}
            tick={tick}
            tickLine={false}
            axisLine={false}
            domain={['auto', 'auto']}
            tickFormatter={(value: number) => format.decimal(value, [0, 2])}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ active, payload }) => {
              const price = active ? (payload?.[0]?.payload as Price | undefined) : undefined
              return price ? (
                <ChartTip title={format.day(price.day)}>
                  <Told label={t('security.close')} value={format.decimal(price.close, [2, 4])} />
                  <Told label={t('security.adjusted')} value={format.decimal(price.adjusted, [2, 4])} />
                  {exOn.has(price.day) && (
                    <span>
                      {mark(price.day)} ·{' '}
                      {t(exOn.get(price.day)?.explained ? 'security.ex.explained' : 'security.ex.unexplained')}
                    </span>
                  )}
                </ChartTip>
              ) : null
            }}
          />
          {prices.exDays.map(({ day, explained }) => (
            <ReferenceLine
              key={day}
              x={day}
              stroke={explained ? 'var(--mantine-color-dimmed)' : 'var(--amber-text)'}
              strokeDasharray="3 3"
            />
          ))}
          <Line
            // A height needs no exact decimals.
            dataKey={(price: Price) => Number(price[shown])}
            name={t(`security.${shown}`)}
            stroke={palette[0]}
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
      {prices.exDays.length > 0 && (
        <p className={classes.key}>
          <span className={classes.dashes} aria-hidden /> {t('security.ex-days')}
        </p>
      )}
    </Plot>
  )
}

function Told({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <span>{label}</span>
      <span className="figures">{value}</span>
    </div>
  )
}
