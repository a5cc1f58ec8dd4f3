import { type Task, tasks } from '@rapport/contract/service/tasks'
import { useAsk, useSend } from '#api/query.ts'
import { LongTextField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { changedTasks } from './refresh.ts'
import classes from './tasks.module.css'

/** Hands a task on to somebody who may do it. */
export function AssignTask({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t } = useWords()
  const answer = useAsk(tasks.assignees, { params: { id: task.id } })
  const send = useSend(tasks.assign, { refresh: changedTasks })
  return (
    <section className={classes.doing} aria-label={t('task.assign')}>
      <p className={classes.about}>{t('task.assign.text')}</p>
      <Answered answer={answer} lines={2}>
        {({ items }) => (
          <Form
            of={tasks.assign.body}
            from={{ assigneeId: '', reason: null }}
            light
            send={t('task.assign')}
            onCancel={onDone}
            onSend={async (body) => {
              const { assignee } = await send.mutateAsync({ params: { id: task.id }, body })
              void notify(t('task.assigned', { name: assignee?.name ?? '' }))
              onDone()
            }}
          >
            <SelectField
              name="assigneeId"
              label={t('task.assign.to')}
              searchable
              required
              choices={items
                .filter(({ id }) => id !== task.assignee?.id)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
            <LongTextField name="reason" label={t('task.assign.reason')} rows={2} maxLength={300} />
          </Form>
        )}
      </Answered>
    </section>
  )
}
