import { Modal } from '@mantine/core'
import {
  NewReportSchedule,
  type ReportSchedule,
  reportFileFormats,
  reportSchedules,
} from '@rapport/contract/analytics/report-schedules'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { changedIn } from '#ui/changed.ts'
import { SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { RecipientsField } from './recipients-field.tsx'
import classes from './report-schedules.module.css'
import { RhythmField } from './rhythm-field.tsx'

interface Props {
  reportId: string
  schedule: ReportSchedule | null
  onClose: () => void
}

/** When a report is sent, and to whom: to others by whoever may share. */
export function EditSchedule({ reportId, schedule, onClose }: Props) {
  const { t } = useWords()
  const viewer = useViewer()
  const refresh = { refresh: [reportSchedules.open] }
  const create = useSend(reportSchedules.create, refresh)
  const edit = useSend(reportSchedules.edit, refresh)
  const mayShare = viewer.permissions.includes('report.share')
  const from = {
    rhythm: schedule?.rhythm ?? ({ every: 'day', at: '08:30' } as const),
    recipients: schedule?.recipients.map(({ id }) => id) ?? [viewer.id],
    format: schedule?.format ?? ('csv' as const),
    paused: schedule?.paused ?? false,
  }
  const names = Object.fromEntries([
    [viewer.id, viewer.name],
    ...(schedule?.recipients ?? []).map(({ id, name }) => [id, name]),
  ])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('report-schedule.edit.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={NewReportSchedule}
        from={from}
        send={t('ui.save')}
        onCancel={onClose}
        light
        onSend={async (body) => {
          const changes = schedule && changedIn(from, body)
          if (schedule && changes) {
            if (Object.keys(changes).length > 0)
              await edit.mutateAsync({ params: { id: schedule.id }, version: schedule.version, body: changes })
          } else await create.mutateAsync({ params: { id: reportId }, body })
          void notify(t('report-schedule.saved'))
          onClose()
        }}
      >
        <RhythmField />
        <SelectField
          name="format"
          label={t('report-schedule.format')}
          choices={reportFileFormats.map((value) => ({ value, label: t(`report-schedule.format.${value}`) }))}
        />
        {mayShare ? (
          <RecipientsField names={names} />
        ) : (
          <p className={classes.small}>
            {t('report-schedule.recipients')}: {viewer.name}. {t('report-schedule.recipients.self')}
          </p>
        )}
      </Form>
    </Modal>
  )
}
