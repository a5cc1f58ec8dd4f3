import { Button, Progress } from '@mantine/core'
import { type MessageBatch, messageBatches, messageStates } from '@rapport/contract/service/messages'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useTemplateName } from './message-columns.tsx'
import classes from './messages.module.css'
import { changedMessages } from './refresh.ts'

const LOOK_EVERY = 3_000
const open = ['held', 'waiting', 'sending'] as const

/** Messages to segments: how far each is, and letting them go or stopping them. */
export function BatchList() {
  const { t } = useWords()
  const answer = useAsk(
    messageBatches.list,
    {},
    {
      again: (reply) => (reply?.items.some(({ state }) => state === 'running') ? LOOK_EVERY : false),
    },
  )
  return (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('message-batches.none')}>{t('message-batches.none.text')}</Empty>
        ) : (
          <ul className={classes.list}>
            {items.map((batch) => (
              <Batch key={batch.id} of={batch} />
            ))}
          </ul>
        )
      }
    </Answered>
  )
}

function Batch({ of: batch }: { of: MessageBatch }) {
  const { t } = useWords()
  const nameOf = useTemplateName()
  const [asking, setAsking] = useState<'approve' | 'stop'>()
  const approve = useSend(messageBatches.approve, { refresh: changedMessages })
  const stop = useSend(messageBatches.stop, { refresh: changedMessages })
  const left = open.reduce((sum, state) => sum + (batch.counts[state] ?? 0), 0)
  const params = { id: batch.id }
  const name = nameOf(batch.template)
  return (
    <li>
      <span className={classes.grow}>
        <Link to={`/messages?batch=${batch.id}`}>{name}</Link>{' '}
        <Tag tone={batch.state === 'asked' ? 'amber' : batch.state === 'running' ? 'blue' : 'neutral'}>
          {t(`message-batch-state.${batch.state}`)}
        </Tag>
        <div className={classes.small}>
          {batch.askedBy} · <Instant at={batch.askedAt} />
          {batch.approvedBy && ` · ${t('message-batch.approved-by', { name: batch.approvedBy })}`}
        </div>
        <div className={classes.small}>
          {messageStates
            .filter((state) => batch.counts[state])
            .map((state) => `${t(`message-state.${state}`)} ${batch.counts[state]}`)
            .join(' · ')}
        </div>
      </span>
      {batch.state === 'running' && (
        <Progress
          w={120}
          aria-label={t('message-batch.progress')}
          value={(100 * (batch.customers - left)) / batch.customers}
        />
      )}
      <span className={classes.actions}>
        {batch.approves && <Button onClick={() => setAsking('approve')}>{t('message-batch.approve')}</Button>}
        {(batch.state === 'asked' || batch.state === 'running') && (
          <Allowed to={messageBatches.stop}>
            <Button variant="default" onClick={() => setAsking('stop')}>
              {t('message-batch.stop')}
            </Button>
          </Allowed>
        )}
      </span>
      {asking === 'approve' && (
        <Confirm
          title={t('message-batch.approve')}
          act={t('message-batch.approve')}
          onAct={() => approve.mutateAsync({ params })}
          onClose={() => setAsking(undefined)}
        >
          {t('message-batch.approve.text', { name, count: left })}
        </Confirm>
      )}
      {asking === 'stop' && (
        <Confirm
          danger
          title={t('message-batch.stop')}
          act={t('message-batch.stop')}
          onAct={() => stop.mutateAsync({ params })}
          onClose={() => setAsking(undefined)}
        >
          {t('message-batch.stop.text', { name, count: left })}
        </Confirm>
      )}
    </li>
  )
}
