import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CheckMark } from './check-mark.tsx'
import classes from './suitability-checks.module.css'

/** Customers within sight that a product was held against, the latest first. */
export function ChecksOfProduct({ productId }: { productId: string }) {
  const { t } = useWords()
  const opens = useMay(suitabilityChecks.open)
  const answer = useAsk(suitabilityChecks.ofProduct, { params: { id: productId } }, { enabled: opens })
  if (!opens) return null
  return (
    <Section title={t('suitability.checks')}>
      <Answered answer={answer} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.quiet}>{t('suitability.none-of-product')}</p>
          ) : (
            <ol className={classes.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <Link to={`/suitability-checks/${one.id}`}>{one.customer.name}</Link> <CheckMark of={one} />
                  <p className={classes.quiet}>
                    {t(`suitability.initiative.${one.initiative}`)}
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
