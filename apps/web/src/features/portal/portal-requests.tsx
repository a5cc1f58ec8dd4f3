import { ActionIcon, Button } from '@mantine/core'
import { type PortalRequest, portal } from '@rapport/contract/service/portal'
import { IconStar } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './portal.module.css'
import { PortalPage } from './portal-page.tsx'

/** What the customer asked for, how it stands, and what was answered. */
export function PortalRequests() {
  const { t } = useWords()
  const answer = useAsk(portal.requests)
  const anew = (
    <Button component={Link} to="/portal/requests/new">
      {t('portal.request.new')}
    </Button>
  )
  return (
    <PortalPage title={t('portal.requests')} action={anew}>
      <Answered answer={answer} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('portal.requests.none')}>{t('portal.requests.none.text')}</Empty>
          ) : (
            <ul className={classes.list}>
              {items.map((request) => (
                <li key={request.id} className={classes.item}>
                  <Request request={request} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </PortalPage>
  )
}

function Request({ request }: { request: PortalRequest }) {
  const { t, locale } = useWords()
  const { number, title, details, state, receivedAt, dueAt, closedAt, answer } = request
  return (
    <>
      <div className={classes.row}>
        <h2>{title}</h2>
        <Tag>{t(`portal.request.state.${state}`)}</Tag>
      </div>
      <p className={classes.facts}>
        {number} · {locale === 'en' ? request.class : request.classZh} · <Instant at={receivedAt} />
      </p>
      <p className={classes.facts}>
        {closedAt ? t('portal.request.closed') : t('portal.request.due')} <Instant at={closedAt ?? dueAt} />
      </p>
      {details && <p className={classes.words}>{details}</p>}
      {answer && (
        <div className={classes.answer}>
          <h3>{t('portal.request.answer')}</h3>
          <p className={classes.words}>{answer}</p>
        </div>
      )}
      {state === 'closed' && <Stars request={request} />}
    </>
  )
}

function Stars({ request: { id, satisfaction } }: { request: PortalRequest }) {
  const { t } = useWords()
  const rate = useSend(portal.rate, { refresh: [portal.requests] })
  if (satisfaction !== null)
    return <p className={classes.facts}>{t('portal.request.rated', { stars: satisfaction })}</p>
  return (
    <div className={classes.rate}>
      <span>{t('portal.request.rate')}</span>
      <div className={classes.stars}>
        {[1, 2, 3, 4, 5].map((stars) => (
          <ActionIcon
            key={stars}
            size="xl"
            variant="default"
            aria-label={t('portal.request.stars', { count: stars })}
            disabled={rate.isPending}
            onClick={() => rate.mutate({ params: { id }, body: { stars } })}
          >
            {stars}
            <IconStar size={16} aria-hidden />
          </ActionIcon>
        ))}
      </div>
      {rate.error && <p role="alert">{problemText(rate.error).title}</p>}
    </div>
  )
}
