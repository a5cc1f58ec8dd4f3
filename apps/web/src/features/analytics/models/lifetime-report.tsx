import type { ReportOf } from '@rapport/contract/analytics/model-reports'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

/** What was expected of weeks held back beside what came, and the parameters. */
export function LifetimeReport({ report }: { report: ReportOf<'lifetime-value'> }) {
  const { t } = useWords()
  const format = useFormat()
  const { holdout, bgNbd, gammaGamma } = report
  const short = (value: number) => format.decimal(value, 3)
  return (
    <>
      <Section title={t('model.holdout')}>
        {holdout ? (
          <Facts
            of={[
              [t('model.setting.holdoutWeeks'), format.count(holdout.weeks)],
              [t('model.customers'), format.count(holdout.customers)],
              [t('model.holdout.expected'), format.count(holdout.expected)],
              [t('model.holdout.actual'), format.count(holdout.actual)],
              [t('model.holdout.error'), short(holdout.meanError)],
              [t('model.holdout.naive'), short(holdout.naiveError)],
            ]}
          />
        ) : (
          <p>{t('model.holdout.none')}</p>
        )}
      </Section>
      <Section title={t('model.parameters')}>
        <Facts
          of={[
            ['BG/NBD r', short(bgNbd.r)],
            ['α', short(bgNbd.alpha)],
            ['a', short(bgNbd.a)],
            ['b', short(bgNbd.b)],
            [t('model.likelihood'), format.decimal(bgNbd.logLikelihood, 1)],
            ['Gamma-Gamma p', short(gammaGamma.p)],
            ['q', short(gammaGamma.q)],
            ['γ', short(gammaGamma.gamma)],
            [t('model.correlation'), short(gammaGamma.correlation)],
            [t('model.total'), format.compact(report.total)],
          ]}
        />
      </Section>
    </>
  )
}
