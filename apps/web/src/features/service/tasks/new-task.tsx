import { Modal } from '@mantine/core'
import { necessities, TaskDraft, taskChannels, tasks } from '@rapport/contract/service/tasks'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { CustomerField } from '#features/service/care-visits/customer-field.tsx'
import { DayField, LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedTasks } from './refresh.ts'
import classes from './tasks.module.css'

interface Props {
  /** The customer it is about; without one it may be chosen. */
  customer?: { id: string; name: string }
  onClose: () => void
}

/** Writes down something to do, in a dialog. Draw it while it is asked for. */
export function NewTask({ customer, onClose }: Props) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(tasks.create, { refresh: changedTasks })
  return (
    <Modal opened onClose={onClose} size="lg" title={t('tasks.new')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={TaskDraft}
        from={{
          title: '',
          details: null,
          dueOn: today,
          dueTime: null,
          necessity: 'may',
          channel: null,
          customerId: customer?.id ?? null,
        }}
        light
        send={t('task.create')}
        onCancel={onClose}
        onSend={async (body) => {
          const { title } = await send.mutateAsync({ body })
          void notify(t('task.created', { title }))
          onClose()
        }}
      >
        <TextField name="title" label={t('task.what')} maxLength={200} required autoFocus />
        {customer ? (
          <p className={classes.about}>
            {t('task.customer')}: <strong>{customer.name}</strong>
          </p>
        ) : (
          <CustomerField name="customerId" optional />
        )}
        <div className={classes.due}>
          <DayField name="dueOn" label={t('task.due-on')} min={today} required />
          <TextField
            name="dueTime"
            label={t('task.due-time')}
            hint={t('task.due-time.hint')}
            type="time"
            maxLength={5}
            empty="null"
          />
        </div>
        <div className={classes.due}>
          <SelectField
            name="necessity"
            label={t('task.necessity')}
            choices={necessities.map((value) => ({ value, label: t(`necessity.${value}`) }))}
          />
          <SelectField
            name="channel"
            label={t('task.channel')}
            clearable
            choices={taskChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        </div>
        <LongTextField name="details" label={t('task.details')} rows={3} maxLength={2000} />
      </Form>
    </Modal>
  )
}
