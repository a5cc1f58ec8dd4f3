import { Button } from '@mantine/core'
import { type Notice, notices } from '@rapport/contract/administration/notices'
import { type ReactNode, useEffect } from 'react'
import { useSend } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { LookAfter } from './look-after.tsx'
import { NoticeState } from './notice-state.tsx'
import classes from './notices.module.css'
import { changedNotices } from './refresh.ts'

/** What a notice says; opened, it is read. Whoever looks after it sees who has read it. */
export function NoticeDetails({ notice }: { notice: Notice }) {
  const { t, locale } = useWords()
  const read = useSend(notices.read, { refresh: changedNotices })
  const confirm = useSend(notices.confirm, { refresh: changedNotices })
  const params = { id: notice.id }
  const reads = notice.addressed && notice.readAt === null && notice.state === 'published'
  const { mutate } = read
  useEffect(() => {
    if (reads) mutate({ params: { id: notice.id } })
  }, [reads, mutate, notice.id])
  const roles = notice.roles.map(({ name, nameZh }) => (locale === 'zh-CN' ? nameZh : name))
  return (
    <>
      <p>
        <NoticeState of={notice} />
      </p>
      <div className={classes.body}>{notice.body}</div>
      {notice.addressed && notice.confirm && notice.confirmedAt === null && notice.state === 'published' && (
        <p>
          <Button loading={confirm.isPending} onClick={() => confirm.mutate({ params })}>
            {t('notice.confirm')}
          </Button>
        </p>
      )}
      {notice.withdrawal && (
        <p role="note" className={classes.withdrawn}>
          {t('notice.withdrawn-by', { name: notice.withdrawal.by })} <Instant at={notice.withdrawal.at} />:{' '}
          {notice.withdrawal.reason}
        </p>
      )}
      <Facts
        of={[
          [t('notice.author'), `${notice.author} · ${notice.unit.name}`],
          [t('notice.publish-at'), <Instant key="from" at={notice.publishAt} />],
          [t('notice.expires-at'), <Instant key="until" at={notice.expiresAt} />],
          [t('notice.units'), notice.units.map(({ name }) => name).join(', ')],
          [t('notice.roles'), roles.length > 0 ? roles.join(', ') : t('notice.all-roles')],
          ...(notice.confirmedAt
            ? ([[t('notice.confirmed-at'), <Instant key="confirmed" at={notice.confirmedAt} />]] as [
                string,
                ReactNode,
              ][])
            : []),
        ]}
      />
      {notice.reach && <LookAfter notice={notice} reach={notice.reach} />}
    </>
  )
}
