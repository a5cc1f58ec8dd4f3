import { Button } from '@mantine/core'
import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { CheckList } from './check-list.tsx'
import { CheckProduct } from './check-product.tsx'

/** Products that were held against a customer, the latest first, and the way to check another one. */
export function ChecksSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const [checking, setChecking] = useState(false)
  const answer = useAsk(suitabilityChecks.list, { params: { id: customerId } })
  return (
    <Section
      title={t('suitability.checks')}
      actions={
        !checking && (
          <Allowed to={suitabilityChecks.make}>
            <Button variant="subtle" onClick={() => setChecking(true)}>
              {t('suitability.check-product')}
            </Button>
          </Allowed>
        )
      }
    >
      {checking && <CheckProduct customerId={customerId} onCancel={() => setChecking(false)} />}
      <Answered answer={answer} lines={3}>
        {({ items }) => (
          <CheckList
            of={items}
            nameOf={({ product }) => nameOf(product)}
            codeOf={({ product }) => product.code}
            none={t('suitability.none')}
          />
        )}
      </Answered>
    </Section>
  )
}
