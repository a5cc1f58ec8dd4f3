import { type SuitabilityCheck, suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { Link, useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { CheckMark } from './check-mark.tsx'
import { CheckProof } from './check-proof.tsx'
import { CheckSteps } from './check-steps.tsx'
import { HeldAgainst } from './held-against.tsx'
import classes from './suitability-checks.module.css'

/** A check of a customer and a product: what came of it, what has to be done, by what it was made, and its proof. */
export function SuitabilityCheckPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id = '' } = useParams()
  const allowed = useMay(suitabilityChecks.open)
  const answer = useAsk(suitabilityChecks.open, { params: { id } }, { enabled: allowed })
  const of = answer.data
  return (
    <Page
      title={
        of ? t('suitability.title', { customer: of.customer.name, product: nameOf(of.product) }) : t('suitability.one')
      }
      crumbs={of ? [{ label: of.customer.name, to: `/customers/${of.customer.id}` }] : []}
      about={of && <CheckMark of={of} />}
    >
      {allowed ? (
        <Answered answer={answer} lines={12}>
          {(check) => (
            <>
              <Outcome of={check} />
              <Section title={t('suitability.held')}>
                <HeldAgainst of={check} />
              </Section>
              <CheckSteps of={check} />
              <CheckProof of={check} />
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Outcome({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  return (
    <Section title={t('suitability.result')}>
      <p>{t(`suitability.outcome.${of.outcome}.text`)}</p>
      {of.reasons.length > 0 && (
        <ul className={classes.steps}>
          {of.reasons.map((reason) => (
            <li key={reason}>{t(`suitability.reason.${reason}`)}</li>
          ))}
        </ul>
      )}
      <Facts
        of={[
          [
            t('suitability.customer'),
            <Link key="customer" to={`/customers/${of.customer.id}`}>
              {of.customer.name}
            </Link>,
          ],
          [
            t('suitability.product'),
            <Link key="product" to={`/products/${of.product.id}`}>
              {of.product.code} {nameOf(of.product)}
            </Link>,
          ],
          [t('suitability.initiative'), t(`suitability.initiative.${of.initiative}`)],
          [t('suitability.made-by'), of.madeBy?.name],
          [t('suitability.made-at'), <Instant key="at" at={of.madeAt} />],
        ]}
      />
    </Section>
  )
}
