import { surveys } from '@rapport/contract/service/surveys'
import { useAsk } from '#api/query.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { SurveyAnswerLine } from './survey-answer.tsx'
import classes from './surveys.module.css'

/** What one customer answered under their name, the latest first. */
export function SurveysTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(surveys.ofCustomer, { params: { id: customerId } })
  return (
    <Answered answer={answer} lines={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('survey.customer.none')}>{t('survey.customer.none.text')}</Empty>
        ) : (
          <ul className={classes.answers}>
            {items.map((one) => (
              <SurveyAnswerLine key={one.id} of={one} title="survey" />
            ))}
          </ul>
        )
      }
    </Answered>
  )
}
