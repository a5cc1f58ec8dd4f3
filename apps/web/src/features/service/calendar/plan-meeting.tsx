import { Modal } from '@mantine/core'
import { calendar } from '@rapport/contract/service/calendar'
import { MeetingDraft, meetings } from '@rapport/contract/service/meetings'
import { useSend } from '#api/query.ts'
import { Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { MeetingFields } from './meeting-fields.tsx'

/** Plans a meeting in a dialog. */
export function PlanMeeting({ on, onClose }: { on: string; onClose: () => void }) {
  const { t } = useWords()
  const format = useFormat()
  const send = useSend(meetings.create, { refresh: [calendar.list, calendar.team] })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('meeting.new')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={MeetingDraft}
        from={{
          title: '',
          on,
          at: '09:00',
          minutes: 60,
          place: null,
          note: null,
          peopleIds: [],
          customerIds: [],
          private: false,
          remindMinutes: 15,
          repeat: null,
        }}
        light
        send={t('meeting.new')}
        onCancel={onClose}
        onSend={async (body) => {
          const { title } = await send.mutateAsync({ body })
          void notify(t('meeting.planned', { title, day: format.day(body.on) }))
          onClose()
        }}
      >
        <MeetingFields />
      </Form>
    </Modal>
  )
}
