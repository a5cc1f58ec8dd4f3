import { Button } from '@mantine/core'
import { type InvestorProfile, investorProfiles } from '@rapport/contract/customer/investor-profiles'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useViewer } from '#api/viewer.tsx'
import { Sourced } from '#features/customer/customer-origins/where-from.tsx'
import { RiskLevel, Validity } from '#features/customer/customers/risk-level.tsx'
import { AssessCustomer } from '#features/customer/risk-assessments/assess-customer.tsx'
import { AssessmentList } from '#features/customer/risk-assessments/assessment-list.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './investor-profile.module.css'
import { RecordProfile } from './record-profile.tsx'

/** What is known of an investor, from when on, and what it was before. */
export function InvestorProfileSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { today } = useViewer()
  const [doing, setDoing] = useState<'recording' | 'assessing'>()
  const done = () => setDoing(undefined)
  const answer = useAsk(investorProfiles.list, { params: { id: customerId } })
  return (
    <Section
      title={t('profile.title')}
      actions={
        !doing && (
          <Allowed to={investorProfiles.record}>
            <span>
              <Button variant="subtle" onClick={() => setDoing('assessing')}>
                {t('assessment.assess')}
              </Button>
              <Button variant="subtle" onClick={() => setDoing('recording')}>
                {t('profile.record')}
              </Button>
            </span>
          </Allowed>
        )
      }
    >
      {doing === 'recording' && <RecordProfile customerId={customerId} today={today} done={done} />}
      {doing === 'assessing' && <AssessCustomer customerId={customerId} onDone={done} />}
      <Answered answer={answer} lines={3}>
        {({ items: [present, ...earlier] }) =>
          present ? (
            <>
              <Facts
                of={[
                  [
                    t('customer.risk'),
                    <Sourced
                      key="risk"
                      customerId={customerId}
                      recordId={present.id}
                      field="riskLevel"
                      label={t('customer.risk')}
                      value={<RiskLevel of={present} />}
                    />,
                  ],
                  [t('profile.assessed-on'), <Day key="assessed" on={present.assessedOn} />],
                  [t('customer.assessment-valid-to'), <Validity key="valid" to={present.validTo} today={today} />],
                  [t('profile.capacity'), <Capacity key="capacity" of={present} />],
                  [t('profile.preference'), present.preference],
                  [t('profile.experience'), present.experience],
                  [t('profile.source'), sourceOf(present)],
                  [t('profile.as-of'), <Day key="as-of" on={present.asOf} />],
                ]}
              />
              <h3 className={classes.heading}>{t('profile.history')}</h3>
              <ol className={classes.history}>
                {[present, ...earlier].map((one) => (
                  <HistoryEntry key={one.id} of={one} />
                ))}
              </ol>
            </>
          ) : (
            <p className={classes.none}>{t('profile.none')}</p>
          )
        }
      </Answered>
      <h3 className={classes.heading}>{t('assessment.title')}</h3>
      <AssessmentList customerId={customerId} none={t('assessment.none')} />
    </Section>
  )
}

/** Where it is known from; an import names its file's own. */
const sourceOf = ({ source }: InvestorProfile) => wordsFor(`source.${source}`) ?? source

function Capacity({ of }: { of: InvestorProfile }) {
  const { t } = useWords()
  if (!of.investmentCapacity) return <span>–</span>
  return (
    <span>
      {t(`capacity.${of.investmentCapacity}`)}{' '}
      {of.capacityBasis !== 'assessed' && <Tag tone="blue">{t(`basis.${of.capacityBasis}`)}</Tag>}
    </span>
  )
}

/** One dated record: "C2 → C4 on 2025-03-01", or what it said where nothing changed. */
function HistoryEntry({ of }: { of: InvestorProfile }) {
  const { t } = useWords()
  const level = of.riskLevel ?? 'none'
  return (
    <li>
      <Day on={of.asOf} />
      {of.changedFrom ? (
        <strong>{t('profile.changed', { from: t(`risk.${of.changedFrom}`), to: t(`risk.${level}`) })}</strong>
      ) : (
        <span>{t(`risk.${level}`)}</span>
      )}
      {of.riskBasis !== 'assessed' && <Tag tone="blue">{t(`basis.${of.riskBasis}`)}</Tag>}
      <span className={classes.by}>
        {sourceOf(of)}
        {of.recordedBy && ` · ${of.recordedBy}`} · <Instant at={of.recordedAt} />
      </span>
    </li>
  )
}
