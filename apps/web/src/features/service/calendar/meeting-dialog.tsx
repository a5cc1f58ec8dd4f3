import { Button, Modal } from '@mantine/core'
import { type Meeting, MeetingDraft, meetings } from '@rapport/contract/service/meetings'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Facts } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { MeetingFields } from './meeting-fields.tsx'
import { CancelMeeting, changedMeetings, MoveTime } from './parts-of-series.tsx'
import { dayOf, minuteOf, type TimeOfSeries, timeOf, timeOfSeries } from './times.ts'

/** A meeting: what it is, with whom; its organiser changes it or calls it off. */
export function MeetingDialog({
  id,
  seriesAt,
  onClose,
}: {
  id: string
  /** Of a series, when its rule would begin the time that is meant. */
  seriesAt: string | null
  onClose: () => void
}) {
  const { t } = useWords()
  const answer = useAsk(meetings.open, { params: { id } })
  const [doing, setDoing] = useState<'change' | 'move' | 'cancel'>()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={answer.data?.title ?? t('calendar-kind.meeting')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Answered answer={answer}>
        {(meeting) => {
          const time = timeOfSeries(meeting, seriesAt)
          return doing === 'change' ? (
            <ChangeMeeting of={meeting} onClose={onClose} />
          ) : doing === 'move' && time ? (
            <MoveTime of={meeting} time={time} onClose={onClose} />
          ) : doing === 'cancel' ? (
            <CancelMeeting of={meeting} time={time} onClose={onClose} />
          ) : (
            <>
              <MeetingFacts of={meeting} time={time} />
              {meeting.mine && meeting.state === 'planned' && (
                <p>
                  {time && (
                    <>
                      <Button onClick={() => setDoing('move')}>{t('meeting.move')}</Button>{' '}
                    </>
                  )}
                  <Button variant={time ? 'default' : 'filled'} onClick={() => setDoing('change')}>
                    {t(time ? 'meeting.edit-series' : 'meeting.edit')}
                  </Button>{' '}
                  <Button variant="default" onClick={() => setDoing('cancel')}>
                    {t('meeting.cancel')}
                  </Button>
                </p>
              )}
            </>
          )
        }}
      </Answered>
    </Modal>
  )
}

function MeetingFacts({ of: meeting, time }: { of: Meeting; time: TimeOfSeries | null }) {
  const { t } = useWords()
  const format = useFormat()
  const { startsAt, endsAt } = time ?? meeting
  const when = `${format.dayLong(dayOf(startsAt))} ${timeOf(minuteOf(startsAt))}–${timeOf(minuteOf(endsAt))}`
  return (
    <>
      {meeting.state === 'cancelled' && <p role="status">{t('meeting.cancelled')}</p>}
      <Facts
        of={[
          [t('meeting.when'), when],
          [
            t('meeting.repeat'),
            meeting.repeat
              ? `${meeting.repeat.interval} ${t(`meeting.repeat.${meeting.repeat.every}`)} · ${t('meeting.until')} ${meeting.repeat.until}`
              : t('meeting.repeat.none'),
          ],
          [t('meeting.place'), meeting.place],
          [t('meeting.organiser'), meeting.organiser.name],
          [t('meeting.people'), meeting.people.map(({ name }) => name).join(', ')],
          [
            t('meeting.customers'),
            meeting.customers.length > 0 &&
              meeting.customers.map(({ id, name }) => (
                <span key={id}>
                  <Link to={`/customers/${id}`}>{name}</Link>{' '}
                </span>
              )),
          ],
          [t('meeting.note'), meeting.note],
        ]}
      />
    </>
  )
}

function ChangeMeeting({ of: meeting, onClose }: { of: Meeting; onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(meetings.change, { refresh: changedMeetings })
  const { id, version, title, place, note, remindMinutes, repeat, organiser } = meeting
  return (
    <Form
      of={MeetingDraft}
      from={{
        title,
        on: dayOf(meeting.startsAt),
        at: timeOf(minuteOf(meeting.startsAt)),
        minutes: (Date.parse(meeting.endsAt) - Date.parse(meeting.startsAt)) / 60_000,
        place,
        note,
        peopleIds: meeting.people.map(({ id }) => id).filter((one) => one !== organiser.id),
        customerIds: meeting.customers.map(({ id }) => id),
        private: meeting.private,
        remindMinutes,
        repeat,
      }}
      light
      send={t('meeting.save')}
      onCancel={onClose}
      onSend={async ({ customerIds, ...body }) => {
        // Untouched, customers out of sight stay with the meeting.
        const same = customerIds.join() === meeting.customers.map(({ id }) => id).join()
        await send.mutateAsync({ params: { id }, version, body: same ? body : { ...body, customerIds } })
        void notify(t('meeting.saved'))
        onClose()
      }}
    >
      {repeat && <p>{t('meeting.series')}</p>}
      <MeetingFields of={meeting} />
    </Form>
  )
}
