import type { ServiceAnswer } from '@rapport/contract/service/service-proposals'
import { Link } from 'react-router'
import { Instant } from '#ui/day.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './proposals.module.css'

/** What became of earlier proposals, the latest first. */
export function AnswersList({ answers }: { answers: ServiceAnswer[] }) {
  const { t } = useWords()
  if (answers.length === 0) return null
  return (
    <>
      <h3 className={classes.part}>{t('service-proposals.answers')}</h3>
      <ul className={classes.answers} aria-label={t('service-proposals.answers')}>
        {answers.map(({ id, answer, proposal, reason, visitId, by, at }) => (
          <li key={id}>
            <span className={classes.head}>
              {t(`service-proposals.service.${proposal.service}`)}
              <Tag tone={answer === 'declined' ? 'neutral' : 'blue'}>{t(`service-proposals.answer.${answer}`)}</Tag>
            </span>
            {reason && <span>{reason}</span>}
            <span className={classes.small}>
              {by && `${by.name} · `}
              <Instant at={at} />
              {visitId && (
                <>
                  {' · '}
                  <Link to={`/care-visits/${visitId}`}>{t('service-proposals.visit')}</Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
