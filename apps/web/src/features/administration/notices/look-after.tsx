import { Button, Progress, TextInput } from '@mantine/core'
import { type Notice, notices } from '@rapport/contract/administration/notices'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './notices.module.css'
import { changedNotices } from './refresh.ts'

/** For whoever looks after a notice: how many have read it, who has not, reminding those, withdrawing it. */
export function LookAfter({ notice, reach }: { notice: Notice; reach: NonNullable<Notice['reach']> }) {
  const { t } = useWords()
  const format = useFormat()
  const params = { id: notice.id }
  const readers = useAsk(notices.readers, { params })
  const remind = useSend(notices.remind)
  const [withdrawing, setWithdrawing] = useState(false)
  const done = notice.confirm ? reach.confirmed : reach.read
  const share = reach.people === 0 ? null : done / reach.people
  const remindAll = () =>
    remind.mutateAsync({ params }).then(
      ({ reminded }) => notify(t('notice.reminded', { count: reminded })),
      (error: unknown) => notify(problemText(error).title),
    )
  return (
    <Section
      title={t('notice.readers')}
      actions={
        <>
          {notice.state === 'published' && share !== null && share < 1 && (
            <Button size="compact-sm" variant="default" loading={remind.isPending} onClick={() => void remindAll()}>
              {t('notice.remind')}
            </Button>
          )}
          {notice.state !== 'withdrawn' && (
            <Button size="compact-sm" variant="subtle" onClick={() => setWithdrawing(true)}>
              {t('notice.withdraw')}
            </Button>
          )}
        </>
      }
    >
      <p>
        {t(notice.confirm ? 'notice.confirmed-of' : 'notice.read-of', {
          done: format.count(done),
          total: format.count(reach.people),
          share: share === null ? '–' : format.percent(share),
        })}
      </p>
      <Progress value={(share ?? 0) * 100} aria-label={t('notice.readers')} />
      <Answered answer={readers}>
        {({ items }) => (
          <ul className={classes.readers}>
            {items.map((one) => (
              <li key={one.id}>
                <span>
                  {one.name} · {one.unit.name}
                </span>
                <span className={classes.small}>
                  {one.readAt === null ? t('notice.unread') : <Instant at={one.confirmedAt ?? one.readAt} />}
                  {one.readAt !== null && notice.confirm && one.confirmedAt === null && ` · ${t('notice.to-confirm')}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      {withdrawing && <Withdraw notice={notice} onClose={() => setWithdrawing(false)} />}
    </Section>
  )
}

function Withdraw({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const withdraw = useSend(notices.withdraw, { refresh: changedNotices })
  return (
    <Confirm
      danger
      title={`${t('notice.withdraw')}: ${notice.title}`}
      act={t('notice.withdraw')}
      onAct={() => withdraw.mutateAsync({ params: { id: notice.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t('notice.withdraw-text')}</p>
      <TextInput
        label={t('notice.reason')}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </Confirm>
  )
}
