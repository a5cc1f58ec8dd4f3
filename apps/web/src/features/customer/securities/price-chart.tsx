import { Line, ReferenceLine } from 'recharts'
import { palette } from '#ui/chart-frame.tsx'
import { DayPlot, dayLine, TipRow } from '#ui/day-plot.tsx'
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
  const price = (label: string, value: string) => (
    <TipRow label={label}>
      <span className="figures">{format.decimal(value, [2, 4])}</span>
    </TipRow>
  )
  const mark = (day: string) => {
    const ex = exOn.get(day)
    return (
      ex && (
        <span>
          {t('security.ex.mark', { factor: format.decimal(factorOf(ex), 6) })} ·{' '}
          {t(ex.explained ? 'security.ex.explained' : 'security.ex.unexplained')}
        </span>
      )
    )
  }
  return (
    <>
      <DayPlot
        label={t('security.prices')}
        keys={t('security.prices.keys')}
        days={prices.items}
        height={280}
        axis={{ width: 56, text: (value) => format.decimal(value, [0, 2]) }}
        below={{ text: (day) => day.slice(0, 7), gap: 32 }}
        tell={({ day, close, adjusted }) => (
          <>
            {price(t('security.close'), close)}
            {price(t('security.adjusted'), adjusted)}
            {mark(day)}
          </>
        )}
      >
        {prices.exDays.map(({ day, explained }) => (
          <ReferenceLine
            key={day}
            x={day}
            stroke={explained ? 'var(--mantine-color-dimmed)' : 'var(--amber-text)'}
            strokeDasharray="3 3"
          />
        ))}
        <Line
          {...dayLine}
          // A height needs no exact decimals.
          dataKey={(of: Price) => Number(of[shown])}
          name={t(`security.${shown}`)}
          stroke={palette[0]}
        />
      </DayPlot>
      {prices.exDays.length > 0 && (
        <p className={classes.key}>
          <span className={classes.dashes} aria-hidden /> {t('security.ex-days')}
        </p>
      )}
    </>
  )
}
