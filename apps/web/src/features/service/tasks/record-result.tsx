import {
  type Task,
  TaskResult,
  taskChannels,
  taskFeedbacks,
  taskOutcomes,
  tasks,
} from '@rapport/contract/service/tasks'
import { useWatch } from 'react-hook-form'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { MinutesField } from '#features/service/care-visits/minutes-field.tsx'
import { ChoiceField } from '#ui/choice-field.tsx'
import { addDays } from '#ui/days.ts'
import { DayField, LongTextField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedContacts } from './refresh.ts'
import classes from './tasks.module.css'

/** What came of a task. Of one about nobody it is only whether it is done. */
export function RecordResult({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t } = useWords()
  const format = useFormat()
  const send = useSend(tasks.record, { refresh: changedContacts })
  const outcomes = task.customer ? taskOutcomes : (['handled'] as const)
  return (
    <section className={classes.doing} aria-label={t('task.record')}>
      <Form
        of={TaskResult}
        from={{
          ...(task.customer ? {} : { outcome: 'handled' as const }),
          channel: task.channel,
          minutes: null,
          feedback: null,
          note: null,
          nextOn: null,
        }}
        light
        send={t('task.record')}
        onCancel={onDone}
        onSend={async (body) => {
          const { notBefore, state } = await send.mutateAsync({ params: { id: task.id }, body })
          const again = state === 'assigned' && notBefore
          void notify(again ? t('task.tried', { at: format.instant(notBefore) }) : t('task.recorded'))
          onDone()
        }}
      >
        <ChoiceField
          name="outcome"
          label={t('task.outcome')}
          choices={outcomes.map((value) => ({ value, label: t(`task-outcome.${value}`) }))}
        />
        {task.customer && <Contact />}
        <LongTextField name="note" label={t('task.note')} hint={t('task.note.hint')} rows={3} maxLength={1000} />
        {task.customer && <NextStep />}
      </Form>
    </section>
  )
}

/** How the customer was contacted, and what they made of it; nothing where nobody was. */
function Contact() {
  const { t } = useWords()
  const outcome: unknown = useWatch({ name: 'outcome' })
  if (outcome === undefined || outcome === 'handled') return null
  return (
    <>
      <SelectField
        name="channel"
        label={t('task.channel')}
        required
        choices={taskChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      {outcome === 'reached' && (
        <>
          <MinutesField />
          <SelectField
            name="feedback"
            label={t('task.feedback')}
            clearable
            choices={taskFeedbacks.map((value) => ({ value, label: t(`task-feedback.${value}`) }))}
          />
        </>
      )}
    </>
  )
}

function NextStep() {
  const { t } = useWords()
  const { today } = useViewer()
  const outcome: unknown = useWatch({ name: 'outcome' })
  // Who was not reached is tried again anyhow.
  if (outcome === 'not-reached') return null
  return <DayField name="nextOn" label={t('task.next-on')} hint={t('task.next-on.hint')} min={addDays(today, 1)} />
}
