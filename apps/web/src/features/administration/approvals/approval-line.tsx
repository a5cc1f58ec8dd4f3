import type { ApprovalRow, ApprovalStep } from '@rapport/contract/administration/approvals'
import { Instant } from '#ui/day.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import classes from './approvals.module.css'

const tones = {
  skipped: 'neutral',
  coming: 'neutral',
  waiting: 'amber',
  approved: 'blue',
  rejected: 'danger',
  returned: 'danger',
  ended: 'neutral',
} as const

/** The steps of an approval as a small line: how each stands, who decided and when. */
export function ApprovalLine({ of: { steps } }: { of: Pick<ApprovalRow, 'steps'> }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  if (steps.every(({ state }) => state === 'skipped')) return <p className={classes.small}>{t('approval.no-step')}</p>
  return (
    <ol className={classes.line} aria-label={t('approval.steps')}>
      {steps.map((step) => (
        <li key={step.position}>
          <span className={classes.step}>
            {nameOf(step)} <Tag tone={tones[step.state]}>{t(`approval-step.${step.state}`)}</Tag>
          </span>
          <Decided of={step} />
        </li>
      ))}
    </ol>
  )
}

function Decided({ of: step }: { of: ApprovalStep }) {
  const { t } = useWords()
  if (step.decisions.length === 0)
    return step.state === 'waiting' && step.dueAt ? (
      <span className={classes.small}>
        {t('approval.until')} <Instant at={step.dueAt} />
      </span>
    ) : null
  return (
    <>
      {step.decisions.map((one) => (
        <span key={one.at + one.by.id} className={classes.small}>
          {one.forWhom ? t('approval.for', { by: one.by.name, whom: one.forWhom.name }) : one.by.name} ·{' '}
          <Instant at={one.at} />
        </span>
      ))}
    </>
  )
}
