import { type RiskAssessment, riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Day, Instant } from '#ui/day.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import classes from './risk-assessments.module.css'

/** Assessments of a customer, the latest first; one that is opened shows every answer and what it was worth. */
export function AssessmentList({ customerId, none }: { customerId: string; none: string }) {
  const answer = useAsk(riskAssessments.list, { params: { id: customerId } })
  return (
    <Answered answer={answer} lines={2}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={classes.about}>{none}</p>
        ) : (
          <ol className={classes.list}>
            {items.map((one) => (
              <li key={one.id}>
                <Entry of={one} />
              </li>
            ))}
          </ol>
        )
      }
    </Answered>
  )
}

function Entry({ of }: { of: RiskAssessment }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Day on={of.assessedOn} /> <AssessmentOutcome of={of} />
      </summary>
      <AssessmentFacts of={of} />
      {open && <GivenAnswers id={of.id} label={t('assessment.answers')} />}
    </details>
  )
}

/** Class and points, and what is remarkable about them. */
export function AssessmentOutcome({ of }: { of: RiskAssessment }) {
  const { t } = useWords()
  return (
    <>
      <strong>
        {of.classBefore && of.classBefore !== of.class && `${t(`risk.${of.classBefore}`)} → `}
        {t(`risk.${of.class}`)}
      </strong>{' '}
      <span>{t('assessment.points', { count: of.total })}</span>{' '}
      {of.lowest && <Tag tone="amber">{t('assessment.lowest')}</Tag>}{' '}
      {of.review && (
        <Tag tone={of.review === 'waiting' ? 'amber' : 'neutral'}>{t(`assessment.review.${of.review}`)}</Tag>
      )}
    </>
  )
}

function AssessmentFacts({ of }: { of: RiskAssessment }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { questionnaire, recordedBy, reviewedBy, reviewNote } = of
  return (
    <p className={classes.about}>
      {nameOf(questionnaire)} · {t('assessment.version', { number: questionnaire.number })} · {t('assessment.valid-to')}{' '}
      <Day on={of.validTo} />
      {of.evidence && ` · ${t('assessment.evidence')}: ${of.evidence}`}
      {recordedBy && ` · ${recordedBy.name}`} · <Instant at={of.assessedAt} />
      {reviewedBy &&
        ` · ${t('assessment.reviewed-by', { name: reviewedBy.name })}${reviewNote ? `: ${reviewNote}` : ''}`}
    </p>
  )
}

function GivenAnswers({ id, label }: { id: string; label: string }) {
  const { t, locale } = useWords()
  const answer = useAsk(riskAssessments.open, { params: { id } })
  const said = (one: { text: string; textZh: string }) => (locale === 'zh-CN' ? one.textZh : one.text)
  return (
    <Answered answer={answer} lines={6}>
      {({ answers }) => (
        <ol className={classes.answers} aria-label={label}>
          {answers.map(({ code, chosen, points, ...question }) => (
            <li key={code}>
              {said(question)}
              <br />
              <strong>{chosen.map(said).join('; ')}</strong> <span>{t('assessment.points', { count: points })}</span>
            </li>
          ))}
        </ol>
      )}
    </Answered>
  )
}
