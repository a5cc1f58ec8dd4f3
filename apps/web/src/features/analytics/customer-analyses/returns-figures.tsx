import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { Figure, FigureList } from './figure-list.tsx'
import { Percent, Plain, Points, Return } from './ratio.tsx'

/** What a customer's money did, beside a benchmark. */
export function ReturnsFigures({ of: { returns, benchmark } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const since =
    returns.subPeriods > 1 && returns.timeWeightedFrom
      ? t('analysis.returns.since', { day: returns.timeWeightedFrom })
      : undefined
  return (
    <Section title={t('analysis.returns')}>
      <FigureList>
        <Figure of="time-weighted-return" note={since}>
          <Return value={returns.timeWeighted} />
        </Figure>
        <Figure of="time-weighted-return-annualised">
          <Return value={returns.timeWeightedAnnualised} />
        </Figure>
        <Figure of="modified-dietz">
          <Return value={returns.modifiedDietz} />
        </Figure>
        <Figure of="xirr" note={returns.short && returns.xirr !== null && t('analysis.returns.short')}>
          <Return value={returns.xirr} />
        </Figure>
        <Figure of="benchmark-return" note={benchmark && (benchmark.name ?? benchmark.code)}>
          <Return value={benchmark?.return ?? null} />
        </Figure>
        <Figure of="excess-return" note={benchmark?.skill && t(`analysis.skill.${benchmark.skill}`)}>
          <Points value={benchmark?.excessArithmetic ?? null} />
        </Figure>
        <Figure of="excess-return-geometric">
          <Return value={benchmark?.excessGeometric ?? null} />
        </Figure>
      </FigureList>
    </Section>
  )
}

/** How far it fell and strayed, and how much hangs on few securities. */
export function RiskFigures({ of: { risk, benchmark, concentration } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const { drawdown } = risk
  const fell = drawdown !== null && drawdown.value < 0
  return (
    <Section title={t('analysis.risk')}>
      <FigureList>
        <Figure
          of="max-drawdown"
          note={
            fell &&
            `${t('analysis.drawdown.days', { peak: drawdown.peakOn, trough: drawdown.troughOn })}, ${
              drawdown.recoveredOn === null
                ? t('analysis.drawdown.open')
                : t('analysis.drawdown.recovered', { day: drawdown.recoveredOn })
            }`
          }
        >
          <Return value={drawdown?.value ?? null} />
        </Figure>
        <Figure of="volatility">
          <Percent value={risk.volatility} />
        </Figure>
        <Figure of="beta">
          <Plain value={benchmark?.beta ?? null} />
        </Figure>
        <Figure of="tracking-error">
          <Percent value={benchmark?.trackingError ?? null} />
        </Figure>
        <Figure of="concentration" note={concentration && t(`analysis.band.${concentration.band}`)}>
          <Plain value={concentration?.hhi ?? null} digits={4} />
        </Figure>
        <Figure of="effective-securities">
          <Plain value={concentration?.effective ?? null} />
        </Figure>
        <Figure of="largest-share">
          <Percent value={concentration?.largest ?? null} />
        </Figure>
      </FigureList>
    </Section>
  )
}
