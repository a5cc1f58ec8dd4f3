import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CheckList } from './check-list.tsx'

/** Customers within sight that a product was held against, the latest first. */
export function ChecksOfProduct({ productId }: { productId: string }) {
  const { t } = useWords()
  const opens = useMay(suitabilityChecks.open)
  const answer = useAsk(suitabilityChecks.ofProduct, { params: { id: productId } }, { enabled: opens })
  if (!opens) return null
  return (
    <Section title={t('suitability.checks')}>
      <Answered answer={answer} lines={3}>
        {({ items }) => (
          <CheckList of={items} nameOf={({ customer }) => customer.name} none={t('suitability.none-of-product')} />
        )}
      </Answered>
    </Section>
  )
}
