import { Button } from '@mantine/core'
import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { CheckMark } from './check-mark.tsx'
import { CheckProduct } from './check-product.tsx'
import classes from './suitability-checks.module.css'

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
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.quiet}>{t('suitability.none')}</p>
          ) : (
            <ol className={classes.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <Link to={`/suitability-checks/${one.id}`}>{nameOf(one.product)}</Link> <CheckMark of={one} />
                  <p className={classes.quiet}>
                    {one.product.code} · {t(`suitability.initiative.${one.initiative}`)}
                    {one.madeBy && ` · ${one.madeBy.name}`} · <Instant at={one.madeAt} />
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Answered>
    </Section>
  )
}
