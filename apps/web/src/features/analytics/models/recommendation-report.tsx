import type { ReportOf } from '@rapport/contract/analytics/model-reports'
import { About } from '#ui/about.tsx'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

/** How well neighbours ranked what was bought in the days held back, beside popularity, and from how much they were learnt. */
export function RecommendationReport({ report }: { report: ReportOf<'recommendation'> }) {
  const { t } = useWords()
  const format = useFormat()
  const { holdout, customers, products, neighbours } = report
  return (
    <>
      <Section title={t('model.holdout')} actions={<About title={t('model.ndcg')} text={t('model.ndcg.about')} />}>
        {holdout ? (
          <Facts
            of={[
              [t('model.ndcg'), format.decimal(holdout.neighbours, 3)],
              [t('model.ndcg.popularity'), format.decimal(holdout.popularity, 3)],
              [t('model.setting.holdoutDays'), format.count(holdout.days)],
              [t('model.ndcg.bought'), format.count(holdout.customers)],
            ]}
          />
        ) : (
          <p>{t('model.ndcg.none')}</p>
        )}
      </Section>
      <Section title={t('model.trained-on')}>
        <Facts
          of={[
            [t('model.customers'), format.count(customers)],
            [t('model.recommendation.products'), format.count(products)],
            [t('model.recommendation.neighbours'), format.count(neighbours)],
          ]}
        />
      </Section>
    </>
  )
}
