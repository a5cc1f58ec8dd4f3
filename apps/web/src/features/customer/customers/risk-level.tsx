import type { CustomerInRow } from '@rapport/contract/customer/customers'
import { Day } from '#ui/day.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** A risk level and how it is known: only what the customer answered stands alone. */
export function RiskLevel({ of }: { of: Pick<CustomerInRow, 'riskLevel' | 'riskBasis'> }) {
  const { t } = useWords()
  if (!of.riskLevel) return <span>–</span>
  return (
    <span>
      {t(`risk.${of.riskLevel}`)} {of.riskBasis !== 'assessed' && <Tag tone="blue">{t(`basis.${of.riskBasis}`)}</Tag>}
    </span>
  )
}

/** The last day of an assessment; one that ran out is marked. */
export function Validity({ to, today }: { to: string | null; today: string }) {
  const { t } = useWords()
  if (to && to < today)
    return (
      <Tag tone="amber" title={t('customer.assessment-expired')}>
        {t('customer.assessment-expired-on', { day: to })}
      </Tag>
    )
  return <Day on={to} />
}
