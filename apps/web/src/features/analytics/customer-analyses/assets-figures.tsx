import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { Change, Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { Figure, FigureList } from './figure-list.tsx'
import { Percent } from './ratio.tsx'

/** What was there, what came in and what was earned. */
export function AssetsFigures({ of: { assets, currency, since } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const first = assets.sinceFirstDay && t('analysis.since-first-day', { day: since })
  const on = (one: { value: string; on: string } | null) => one && t('analysis.on', { day: one.on })
  return (
    <Section title={t('analysis.assets')}>
      <FigureList>
        <Figure of="assets" label={t('analysis.assets.begin')}>
          <Money value={assets.begin} currency={currency} compact />
        </Figure>
        <Figure of="net-inflow">
          <Money value={assets.netInflow} currency={currency} compact />
        </Figure>
        <Figure of="profit">
          <Change value={assets.profit} currency={currency} compact />
        </Figure>
        <Figure of="assets" label={t('analysis.assets.end')}>
          <Money value={assets.end} currency={currency} compact />
        </Figure>
        <Figure of="average-assets-trading-days" note={first}>
          <Money value={assets.averageTradingDays} currency={currency} compact />
        </Figure>
        <Figure of="average-assets-natural-days" note={first}>
          <Money value={assets.averageNaturalDays} currency={currency} compact />
        </Figure>
        <Figure of="peak-assets" note={on(assets.peak)}>
          <Money value={assets.peak?.value} currency={currency} compact />
        </Figure>
        <Figure of="trough-assets" note={on(assets.trough)}>
          <Money value={assets.trough?.value} currency={currency} compact />
        </Figure>
        <Figure of="asset-preservation">
          <Percent value={assets.preservation} />
        </Figure>
      </FigureList>
    </Section>
  )
}
