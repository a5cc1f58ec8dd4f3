import { models } from '@rapport/contract/analytics/models'
import { useAsk } from '#api/query.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { CustomerLines } from './customer-lines.tsx'

/** The customers in sight most likely to leave, as the model in use holds. */
export function CustomersAtRisk() {
  const { t } = useWords()
  const format = useFormat()
  const answer = useAsk(models.atRisk, { query: { limit: '8' } })
  return (
    <CustomerLines
      title={t('at-risk.title')}
      none={t('at-risk.none')}
      answer={answer}
      all="/customers-at-risk"
      lineOf={({ id, name, unit, assets, probability }) => ({
        id,
        name,
        more: `${unit.name} · ${format.compact(assets)}`,
        end: (
          <span className="figures" title={t('at-risk.probability')}>
            {format.percent(probability)}
          </span>
        ),
      })}
    />
  )
}
