import { Button, Textarea } from '@mantine/core'
import { type RiskAssessment, riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { Day } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { AssessmentOutcome } from './assessment-list.tsx'
import classes from './risk-assessments.module.css'

type Decision = 'upheld' | 'set-aside'

/** Assessments two classes or more from the one of the same day, which compliance upholds or sets aside. */
export function ReviewList() {
  const { t } = useWords()
  const answer = useAsk(riskAssessments.waiting, {})
  const [deciding, setDeciding] = useState<{ of: RiskAssessment; decision: Decision }>()
  return (
    <Answered answer={answer} lines={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('assessment.none-waiting')}>{t('assessment.none-waiting.text')}</Empty>
        ) : (
          <ol className={classes.list}>
            {items.map(({ customer, ...of }) => (
              <li key={of.id}>
                <Link to={`/customers/${customer.id}`}>{customer.name}</Link> <Day on={of.assessedOn} />{' '}
                <AssessmentOutcome of={of} />
                <div className={classes.foot}>
                  {(['upheld', 'set-aside'] as const).map((decision) => (
                    <Button
                      key={decision}
                      variant="default"
                      size="xs"
                      aria-label={`${t(`assessment.do.${decision}`)}: ${customer.name}`}
                      onClick={() => setDeciding({ of, decision })}
                    >
                      {t(`assessment.do.${decision}`)}
                    </Button>
                  ))}
                </div>
              </li>
            ))}
            {deciding && <Decide {...deciding} onClose={() => setDeciding(undefined)} />}
          </ol>
        )
      }
    </Answered>
  )
}

function Decide({ of, decision, onClose }: { of: RiskAssessment; decision: Decision; onClose: () => void }) {
  const { t } = useWords()
  const [note, setNote] = useState('')
  const review = useSend(riskAssessments.review, { refresh: [riskAssessments.waiting, riskAssessments.list] })
  return (
    <Confirm
      title={t(`assessment.do.${decision}`)}
      act={t(`assessment.do.${decision}`)}
      onAct={async () => {
        await review.mutateAsync({ params: { id: of.id }, body: { decision, note: note || null } })
        void notify(t(`assessment.review.${decision}`))
      }}
      onClose={onClose}
    >
      <p>{t(`assessment.do.${decision}.text`)}</p>
      <Textarea
        label={t('assessment.note')}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </Confirm>
  )
}
