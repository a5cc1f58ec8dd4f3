import { Button } from '@mantine/core'
import { portal } from '@rapport/contract/service/portal'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import classes from './portal.module.css'
import { PortalPage } from './portal-page.tsx'

/** What the customer is asked: each leads to the same page as the link in its message. */
export function PortalSurveys() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const answer = useAsk(portal.surveys)
  return (
    <PortalPage title={t('portal.surveys')}>
      <Answered answer={answer} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('portal.surveys.none')}>{t('portal.surveys.none.text')}</Empty>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, anonymous, expiresAt, path, ...survey }) => (
                <li key={id} className={`${classes.item} ${classes.row}`}>
                  <div>
                    <h2>{nameOf(survey)}</h2>
                    <p className={classes.facts}>
                      {path ? t('portal.survey.until') : t('portal.survey.answered')}{' '}
                      {path && <Instant at={expiresAt} />}
                    </p>
                    {anonymous && <p className={classes.facts}>{t('portal.survey.anonymous')}</p>}
                  </div>
                  {path && (
                    <Button component={Link} to={path} aria-label={`${t('portal.survey.answer')}: ${nameOf(survey)}`}>
                      {t('portal.survey.answer')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </PortalPage>
  )
}
