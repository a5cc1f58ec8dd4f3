import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { signOf, useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { Figure, FigureList } from './figure-list.tsx'
import { Percent, Plain } from './ratio.tsx'

/** How much is turned over, what it brings the firm, and how often. */
export function TradingFigures({ of: { turnover, revenue, habits, currency } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const format = useFormat()
  const left =
    signOf(turnover.notCounted) > 0 &&
    t('analysis.turnover.not-counted', { amount: format.compact(turnover.notCounted) })
  return (
    <Section title={t('analysis.trading')}>
      <FigureList>
        <Figure of="turnover" note={left}>
          <Plain value={turnover.twoSided} />
        </Figure>
        <Figure of="turnover-one-sided">
          <Plain value={turnover.oneSided} />
        </Figure>
        <Figure of="turnover-annualised" note={turnover.traderType && t(`analysis.trader.${turnover.traderType}`)}>
          <Plain value={turnover.annualised} />
        </Figure>
        <Figure of="commission">
          <Money value={revenue.commission} currency={currency} compact />
        </Figure>
        <Figure of="net-commission">
          <Money value={revenue.netCommission} currency={currency} compact />
        </Figure>
        <Figure of="net-commission-rate">
          <span className="figures">
            {revenue.netRate === null ? '–' : `${format.decimal(revenue.netRate * 1000, 4)} ‰`}
          </span>
        </Figure>
        <Figure of="trades">
          <span className="figures">{format.count(habits.trades)}</span>
        </Figure>
        <Figure
          of="trade-days"
          note={
            habits.tradesADay !== null &&
            t('analysis.habits.a-day', { trades: format.decimal(habits.tradesADay, [0, 1]) })
          }
        >
          <span className="figures">{format.count(habits.tradeDays)}</span>
        </Figure>
        <Figure of="trade-days-a-month">
          <Plain value={habits.tradeDaysAMonth} digits={1} />
        </Figure>
        <Figure of="days-since-last-trade">
          <Plain value={habits.daysSinceLastTrade} digits={0} />
        </Figure>
      </FigureList>
    </Section>
  )
}

/** What was closed, and how it ended. */
export function TripsFigures({ of: { trips, currency } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Section title={t('analysis.trips')}>
      <FigureList>
        <Figure of="round-trips">
          <span className="figures">{format.count(trips.closed)}</span>
        </Figure>
        <Figure of="win-rate" note={trips.closed > 0 && t('analysis.trips.won', { ...trips })}>
          <Percent value={trips.winRate} />
        </Figure>
        <Figure of="payoff-ratio">
          <Plain value={trips.payoff} />
        </Figure>
        <Figure of="profit-factor">
          <Plain value={trips.profitFactor} />
        </Figure>
        <Figure of="expectancy">
          <Change value={trips.expectancy} currency={currency} />
        </Figure>
        <Figure
          of="holding-days"
          note={trips.meanDays !== null && t('analysis.trips.mean-days', { days: format.decimal(trips.meanDays, 1) })}
        >
          <Plain value={trips.weightedDays} digits={1} />
        </Figure>
        <Figure of="open-holding-days">
          <Plain value={trips.openDays} digits={1} />
        </Figure>
      </FigureList>
    </Section>
  )
}
