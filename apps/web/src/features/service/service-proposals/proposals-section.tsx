import { Button } from '@mantine/core'
import {
  type ServiceProposal,
  type ServiceProposals,
  serviceProposals,
} from '@rapport/contract/service/service-proposals'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { About } from '#ui/about.tsx'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { AnswersList } from './answers-list.tsx'
import { DeclineProposal } from './decline-proposal.tsx'
import { PlanProposal } from './plan-proposal.tsx'
import classes from './proposals.module.css'
import { useReasonText } from './reason-text.ts'

/** On the page of a customer: what to do next for them, each with its reasons, and what became of earlier proposals. */
export function ProposalsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const allowed = useMay(serviceProposals.list)
  const answer = useAsk(serviceProposals.list, { params: { id: customerId } }, { enabled: allowed })
  if (!allowed) return null
  return (
    <Section
      title={t('service-proposals.title')}
      actions={<About title={t('service-proposals.title')} text={t('service-proposals.about')} />}
    >
      <Answered answer={answer} lines={4}>
        {(found) => (
          <>
            <Proposals of={found} customerId={customerId} />
            <AnswersList answers={found.answers} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function Proposals({ of: { hindrances, items, asOf }, customerId }: { of: ServiceProposals; customerId: string }) {
  const { t } = useWords()
  const format = useFormat()
  if (hindrances.length > 0)
    return (
      <ul className={classes.reasons}>
        {hindrances.map((code) => (
          <li key={code}>{t(`service-proposals.hindrance.${code}`)}</li>
        ))}
      </ul>
    )
  if (items.length === 0) return <p className={classes.small}>{t('service-proposals.none')}</p>
  return (
    <>
      <ol className={classes.proposals} aria-label={t('service-proposals.title')}>
        {items.map((one) => (
          <Proposed key={one.service} of={one} customerId={customerId} />
        ))}
      </ol>
      {asOf && <p className={classes.small}>{t('service-proposals.as-of', { day: format.day(asOf) })}</p>}
    </>
  )
}

function Proposed({ of, customerId }: { of: ServiceProposal; customerId: string }) {
  const { t } = useWords()
  const reasonText = useReasonText()
  const [doing, setDoing] = useState<'plan' | 'decline'>()
  const service = t(`service-proposals.service.${of.service}`)
  const done = () => setDoing(undefined)
  return (
    <li className={classes.proposal}>
      <span className={classes.head}>
        <strong>{service}</strong>
        <span className={classes.small}>
          {t(`visit-kind.${of.kind}`)} · {t(`channel.${of.channel}`)} · <Day on={of.plannedOn} />
        </span>
      </span>
      <ul className={classes.reasons}>
        {of.reasons.map((reason) => (
          <li key={reason.code}>{reasonText(reason)}</li>
        ))}
      </ul>
      {doing === undefined && (
        <Allowed to={serviceProposals.answer}>
          <span className={classes.acts}>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('service-proposals.plan-this', { service })}
              onClick={() => setDoing('plan')}
            >
              {t('service-proposals.plan')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('service-proposals.decline-this', { service })}
              onClick={() => setDoing('decline')}
            >
              {t('service-proposals.decline')}
            </Button>
          </span>
        </Allowed>
      )}
      {doing === 'plan' && <PlanProposal customerId={customerId} of={of} done={done} />}
      {doing === 'decline' && <DeclineProposal customerId={customerId} of={of} done={done} />}
    </li>
  )
}
