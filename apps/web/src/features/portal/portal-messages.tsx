import { portal } from '@rapport/contract/service/portal'
import { useAsk } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './portal.module.css'
import { PortalPage } from './portal-page.tsx'

/** What the firm wrote to the customer, word for word as it was sent. */
export function PortalMessages() {
  const { t } = useWords()
  const answer = useAsk(portal.messages)
  return (
    <PortalPage title={t('portal.messages')}>
      <Answered answer={answer} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('portal.messages.none')}>{t('portal.messages.none.text')}</Empty>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, channel, subject, body, sentAt }) => (
                <li key={id} className={classes.item}>
                  {subject && <h2>{subject}</h2>}
                  <p className={classes.facts}>
                    {t(`portal.channel.${channel}`)} · <Instant at={sentAt} />
                  </p>
                  <p className={classes.words}>{body}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </PortalPage>
  )
}
