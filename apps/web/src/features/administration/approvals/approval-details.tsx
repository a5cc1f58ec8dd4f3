import type { Approval, ApprovalDecision } from '@rapport/contract/administration/approvals'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Instant } from '#ui/day.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { ApprovalLine } from './approval-line.tsx'
import { ApprovalState } from './approval-state.tsx'
import { pageOf, useApprovalWords } from './approval-words.ts'
import classes from './approvals.module.css'
import { DecideApproval } from './decide-approval.tsx'

/** What is asked for, by whom, how far it is, what may be done and all that happened. */
export function ApprovalDetails({ of: one }: { of: Approval }) {
  const { t } = useWords()
  const { kindOf, factOf, titleOf } = useApprovalWords()
  const facts: [string, ReactNode][] = [
    [
      kindOf(one.kind),
      <Link key="subject" to={pageOf(one)}>
        {titleOf(one)}
      </Link>,
    ],
    [t('approval.requester'), one.requester.name],
    [t('approval.submitted'), <Instant key="submitted" at={one.submittedAt} />],
    [t('approval.due'), <Instant key="due" at={one.dueAt} />],
    ...(one.customer
      ? [
          [
            t('approval.customer'),
            <Link key="customer" to={`/customers/${one.customer.id}`}>
              {one.customer.name}
            </Link>,
          ] as [string, ReactNode],
        ]
      : []),
    [t('approval.unit'), one.unit?.name ?? t('approval.firm')],
    ...Object.entries(one.fields).map(([field, value]) => factOf(one.kind, field, value)),
    [t('approval.flow'), t('approval.flow.number', { number: one.flow })],
  ]
  return (
    <div className={classes.details}>
      <p>
        <ApprovalState of={one} /> {one.round > 1 && t('approval.round', { round: one.round })}
      </p>
      <DecideApproval of={one} />
      <ApprovalLine of={one} />
      {one.state === 'waiting' && <Deciders of={one} />}
      <Facts of={facts} />
      <Section title={t('approval.history')}>
        <History of={one} />
      </Section>
    </div>
  )
}

function Deciders({ of: { deciders } }: { of: Approval }) {
  const { t } = useWords()
  if (deciders.length === 0) return <p role="alert">{t('approval.nobody')}</p>
  return (
    <p className={classes.small}>
      {t('approval.deciders', {
        names: deciders
          .map(({ name, forWhom }) => (forWhom ? t('approval.for', { by: name, whom: forWhom.name }) : name))
          .join(t('approval.between')),
      })}
    </p>
  )
}

/** All that happened, earliest first; which step each decision was of is said where there was more than one. */
function History({ of: one }: { of: Approval }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const stepOf = (decision: ApprovalDecision) =>
    decision.round === one.round && one.steps.length > 1
      ? one.steps.find(({ position }) => position === decision.step)
      : undefined
  return (
    <ol className={classes.history}>
      {one.history.map((decision) => {
        const step = stepOf(decision)
        return (
          <li key={decision.at + decision.action + decision.by.id}>
            <span>
              {t(`approval-action.${decision.action}`)} ·{' '}
              {decision.forWhom
                ? t('approval.for', { by: decision.by.name, whom: decision.forWhom.name })
                : decision.by.name}
              {step && ` · ${nameOf(step)}`}
            </span>
            <span className={classes.small}>
              <Instant at={decision.at} />
            </span>
            {decision.note && <span className={classes.note}>{decision.note}</span>}
          </li>
        )
      })}
    </ol>
  )
}
