import type { SurveyAnswer } from '@rapport/contract/service/survey-shapes'
import { Link } from 'react-router'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useBoth } from './survey-words.ts'
import classes from './surveys.module.css'

/** One answer: who and when, as far as that is known, and every question with what was said. */
export function SurveyAnswerLine({ of, title }: { of: SurveyAnswer; title: 'survey' | 'customer' }) {
  const { t } = useWords()
  const format = useFormat()
  const { nameOf, textOf } = useBoth()
  const { survey, customer, unit, answeredOn, topic, taskId } = of
  return (
    <li>
      <div className={classes.row}>
        {title === 'survey' ? (
          <Link to={`/surveys/${survey.id}`}>{nameOf(survey)}</Link>
        ) : customer ? (
          <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
        ) : (
          <span>{t('survey.nobody')}</span>
        )}
        <span className={classes.small}>
          {customer ? <Day on={answeredOn} /> : answeredOn} · {unit.name}
        </span>
        {topic && <Tag>{topic}</Tag>}
        {taskId && <Link to={`/tasks/${taskId}`}>{t('survey.low-task')}</Link>}
      </div>
      {of.answers.map((answer) => (
        <p key={answer.question} className={classes.said}>
          <span className={classes.small}>{textOf(answer)}</span>{' '}
          {answer.score !== null ? <strong>{format.count(answer.score)}</strong> : null}
          {answer.choices.map(textOf).join(t('survey.and'))}
          {answer.words}
        </p>
      ))}
    </li>
  )
}
