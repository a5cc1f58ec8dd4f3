import { type WorkLog, workLogs } from '@rapport/contract/service/work-logs'
import { useSend } from '#api/query.ts'
import { CustomersField } from '#features/service/calendar/many-field.tsx'
import { LongTextField, SwitchField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { LogMark } from './log-words.tsx'

/** Writes the log of a day: saved as a draft, or handed in; what is handed in may be mended until it is answered. */
export function WriteLog({ day, log }: { day: string; log: WorkLog | null }) {
  const { t } = useWords()
  const send = useSend(workLogs.write, { refresh: [workLogs.openDay, workLogs.list, workLogs.open] })
  const handedIn = log?.state === 'submitted'
  return (
    <Form
      key={log?.version ?? 0}
      of={workLogs.write.body}
      from={{
        text: log?.text ?? '',
        customerIds: log?.customers.map(({ id }) => id) ?? [],
        submit: true,
        version: log?.version ?? null,
      }}
      send={t('ui.save')}
      onSend={async (body) => {
        const { state } = await send.mutateAsync({ params: { day }, body })
        void notify(state === 'draft' ? t('work-log.saved') : t('work-log.handed-in'))
      }}
    >
      {log && <LogMark of={log} />}
      <LongTextField name="text" label={t('work-log.text')} required rows={6} maxLength={4000} />
      <CustomersField
        name="customerIds"
        label={t('work-log.customers')}
        hint={t('meeting.customers.hint')}
        chosen={log?.customers}
      />
      {!handedIn && <SwitchField name="submit" label={t('work-log.hand-in')} />}
    </Form>
  )
}
