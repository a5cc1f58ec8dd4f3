import { calendar } from '@rapport/contract/service/calendar'
import { type Meeting, MeetingEnd, MeetingMove, meetings, seriesParts } from '@rapport/contract/service/meetings'
import { z } from 'zod'
import { useSend } from '#api/query.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { DayField, LongTextField, NumberField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { dayOf, minuteOf, type TimeOfSeries, timeOf } from './times.ts'

export const changedMeetings = [calendar.list, calendar.team, meetings.open]

/** Holds one time of a series elsewhere, or it and all later ones. */
export function MoveTime({
  of: { id, version },
  time,
  onClose,
}: {
  of: Meeting
  time: TimeOfSeries
  onClose: () => void
}) {
  const { t } = useWords()
  const send = useSend(meetings.move, { refresh: changedMeetings })
  const { at, startsAt, endsAt } = time
  return (
    <Form
      of={MeetingMove}
      from={{
        at,
        which: 'one',
        on: dayOf(startsAt),
        time: timeOf(minuteOf(startsAt)),
        minutes: (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000,
      }}
      light
      send={t('meeting.move')}
      onCancel={onClose}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id }, version, body })
        void notify(t('meeting.saved'))
        onClose()
      }}
    >
      <Fields>
        <DayField name="on" label={t('meeting.on')} required />
        <TextField name="time" type="time" label={t('meeting.at')} required />
        <NumberField name="minutes" label={t('meeting.minutes')} required min={5} max={1440} />
      </Fields>
      <ChoiceField
        name="which"
        label={t('meeting.which')}
        choices={seriesParts.map((value) => ({ value, label: t(`meeting.which.${value}`) }))}
      />
    </Form>
  )
}

const Cancellation = z.strictObject({
  which: z.enum([...seriesParts, 'all']),
  reason: MeetingEnd.shape.reason,
})

/** Calls a meeting off; of a series, one time, it and all later ones, or all. */
export function CancelMeeting({
  of: { id, version },
  time,
  onClose,
}: {
  of: Meeting
  time: TimeOfSeries | null
  onClose: () => void
}) {
  const { t } = useWords()
  const cancel = useSend(meetings.cancel, { refresh: changedMeetings })
  const end = useSend(meetings.end, { refresh: changedMeetings })
  return (
    <Form
      of={Cancellation}
      from={{ which: time ? 'one' : 'all', reason: '' }}
      light
      send={t('meeting.cancel')}
      onCancel={onClose}
      onSend={async ({ which, reason }) => {
        const params = { id }
        if (which === 'all' || !time) await cancel.mutateAsync({ params, body: { reason } })
        else await end.mutateAsync({ params, version, body: { at: time.at, which, reason } })
        void notify(t(which === 'all' ? 'meeting.cancelled' : 'meeting.saved'))
        onClose()
      }}
    >
      {time && (
        <ChoiceField
          name="which"
          label={t('meeting.which')}
          choices={[...seriesParts, 'all' as const].map((value) => ({ value, label: t(`meeting.which.${value}`) }))}
        />
      )}
      <LongTextField name="reason" label={t('meeting.cancel.reason')} maxLength={300} required rows={2} />
    </Form>
  )
}
