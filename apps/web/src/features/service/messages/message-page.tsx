import { Button } from '@mantine/core'
import { type Message, messages } from '@rapport/contract/service/messages'
import { Link, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useTemplateName } from './message-columns.tsx'
import { MessageMark } from './message-mark.tsx'
import classes from './messages.module.css'
import { changedMessages } from './refresh.ts'

/** One message: its words, how it stands and why. */
export function MessagePage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const nameOf = useTemplateName()
  const answer = useAsk(messages.open, { params: { id } })
  return (
    <Page
      narrow
      title={answer.data ? nameOf(answer.data.template) : t('message.title')}
      crumbs={[{ label: t('messages.title'), to: '/messages' }]}
      actions={answer.data && ['held', 'waiting'].includes(answer.data.state) && <CancelMessage id={id} />}
    >
      <Answered answer={answer}>{(message) => <Details message={message} />}</Answered>
    </Page>
  )
}

function Details({ message }: { message: Message }) {
  const { t } = useWords()
  const why = message.reason
    ? t(`message-reason.${message.reason}`)
    : message.cause
      ? t(`message-cause.${message.cause}`)
      : '–'
  return (
    <>
      <Section title={message.subject ?? t('message.words')}>
        <p className={classes.words}>{message.body}</p>
      </Section>
      <Section title={t('message.way')}>
        <Facts
          of={[
            [
              t('message.customer'),
              <Link key="to" to={`/customers/${message.customer.id}`}>
                {message.customer.name}
              </Link>,
            ],
            [t('message.channel'), t(`message-channel.${message.channel}`)],
            [t('message.class'), t(`message-class.${message.class}`)],
            [t('message.state'), <MessageMark key="state" of={message} />],
            [t('message.why'), why],
            [t('message.attempts'), message.attempts],
            [t('message.created-at'), <Instant key="created" at={message.createdAt} />],
            [t('message.due-at'), <Instant key="due" at={message.dueAt} />],
            [t('message.sent-at'), <Instant key="sent" at={message.sentAt} />],
            [t('message.delivered-at'), <Instant key="delivered" at={message.deliveredAt} />],
            [t('message.opened-at'), <Instant key="opened" at={message.openedAt} />],
            [t('message.by'), message.createdBy?.name ?? '–'],
            [
              t('message.id'),
              <code key="id" className={classes.code}>
                {message.messageId}
              </code>,
            ],
          ]}
        />
        {message.uncertain && <p className={classes.doubt}>{t('message.uncertain.text')}</p>}
      </Section>
    </>
  )
}

function CancelMessage({ id }: { id: string }) {
  const { t } = useWords()
  const send = useSend(messages.cancel, { refresh: changedMessages })
  return (
    <Allowed to={messages.cancel}>
      <Button variant="default" loading={send.isPending} onClick={() => send.mutate({ params: { id } })}>
        {t('message.cancel')}
      </Button>
    </Allowed>
  )
}
