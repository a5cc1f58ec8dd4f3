import { Button } from '@mantine/core'
import { reportSchedules, type ReportSchedule as Schedule } from '@rapport/contract/analytics/report-schedules'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { Deliveries } from './deliveries.tsx'
import { EditSchedule } from './edit-schedule.tsx'
import classes from './report-schedules.module.css'
import { useRhythmText } from './rhythm-text.ts'

/** Asked again while something is being sent, milliseconds. */
const AGAIN = 2_000

const underWay = ({ asked, deliveries }: Schedule) =>
  asked || deliveries.some(({ state }) => state === 'waiting' || state === 'sending')

/** When and to whom a report of one's own is sent, and what became of it. */
export function ReportSchedule({ reportId }: { reportId: string }) {
  const { t } = useWords()
  const [editing, setEditing] = useState(false)
  const answer = useAsk(
    reportSchedules.open,
    { params: { id: reportId } },
    { again: (reply) => (reply?.schedule && underWay(reply.schedule) ? AGAIN : false) },
  )
  return (
    <Section title={t('report-schedule.title')}>
      <Answered answer={answer} lines={3}>
        {({ schedule, mailing }) => (
          <>
            {schedule ? (
              <Standing schedule={schedule} edit={() => setEditing(true)} />
            ) : (
              <>
                <p className={classes.small}>
                  {t(mailing ? 'report-schedule.none' : 'report-schedule.no-mail-server')}
                </p>
                {mailing && (
                  <Button variant="default" leftSection={<IconMail size={16} />} onClick={() => setEditing(true)}>
                    {t('report-schedule.add')}
                  </Button>
                )}
              </>
            )}
            {editing && <EditSchedule reportId={reportId} schedule={schedule} onClose={() => setEditing(false)} />}
          </>
        )}
      </Answered>
    </Section>
  )
}

function Standing({ schedule, edit }: { schedule: Schedule; edit: () => void }) {
  const { t } = useWords()
  const say = useRhythmText()
  const [removing, setRemoving] = useState(false)
  const refresh = { refresh: [reportSchedules.open] }
  const change = useSend(reportSchedules.edit, refresh)
  const send = useSend(reportSchedules.send, refresh)
  const remove = useSend(reportSchedules.remove, refresh)
  const { id, version, paused, recipients, deliveries, nextAt } = schedule
  const last = deliveries
    .flatMap(({ sentAt }) => sentAt ?? [])
    .toSorted()
    .at(-1)
  const busy = underWay(schedule)
  const tell = (error: unknown) => notify(`${problemText(error).title} ${problemText(error).advice}`)
  const put = () =>
    change.mutateAsync({ params: { id }, version, body: { paused: !paused } }).catch((error: unknown) => tell(error))
  const now = () => send.mutateAsync({ params: { id } }).catch((error: unknown) => tell(error))
  return (
    <>
      <Facts
        of={[
          [t('report-schedule.when'), say(schedule.rhythm)],
          [t('report-schedule.format'), t(`report-schedule.format.${schedule.format}`)],
          [
            t('report-schedule.recipients'),
            <span key="to">
              {recipients.map(({ id: of, name, hasEmail }, at) => (
                <span key={of}>
                  {at > 0 && ', '}
                  {name} {!hasEmail && <Tag tone="amber">{t('report-schedule.no-email')}</Tag>}
                </span>
              ))}
            </span>,
          ],
          [t('report-schedule.last'), last && <Instant at={last} />],
          [
            t('report-schedule.next'),
            paused ? (
              <Tag key="next" tone="amber">
                {t('report-schedule.paused')}
              </Tag>
            ) : (
              <Instant key="next" at={nextAt} />
            ),
          ],
        ]}
      />
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={edit}>
          {t('report-schedule.edit')}
        </Button>
        <Button variant="default" size="xs" disabled={busy} onClick={() => void now()}>
          {t(busy ? 'report-schedule.asked' : 'report-schedule.send-now')}
        </Button>
        <Button variant="default" size="xs" loading={change.isPending} onClick={() => void put()}>
          {t(paused ? 'report-schedule.resume' : 'report-schedule.pause')}
        </Button>
        <Button variant="default" size="xs" onClick={() => setRemoving(true)}>
          {t('report-schedule.remove')}
        </Button>
      </div>
      {deliveries.length > 0 && <Deliveries items={deliveries} />}
      {removing && (
        <Confirm
          title={t('report-schedule.remove')}
          act={t('report-schedule.remove')}
          danger
          onClose={() => setRemoving(false)}
          onAct={() => remove.mutateAsync({ params: { id }, version })}
        >
          <p>{t('report-schedule.remove.text')}</p>
        </Confirm>
      )}
    </>
  )
}
