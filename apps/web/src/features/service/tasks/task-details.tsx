import { Button } from '@mantine/core'
import { type Task, tasks } from '@rapport/contract/service/tasks'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { CallBackOfTask } from '#features/service/call-backs/call-back-of-task.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { AssignTask } from './assign-task.tsx'
import { RecordResult } from './record-result.tsx'
import { changedTasks } from './refresh.ts'
import { TaskFacts } from './task-facts.tsx'
import { TaskHistory } from './task-history.tsx'
import classes from './tasks.module.css'

type Doing = 'record' | 'assign' | 'cancel' | 'reopen'

/** A task with what may be done to it now, and all that happened to it. */
export function TaskDetails({ task }: { task: Task }) {
  const { t } = useWords()
  const [doing, setDoing] = useState<Doing>()
  const done = () => setDoing(undefined)
  const elsewhere = task.kind === 'case' || task.kind === 'call-back' ? task.kind : null
  return (
    <div className={classes.details}>
      <TaskFacts task={task} />
      {elsewhere && <p className={classes.about}>{t(`task.elsewhere.${elsewhere}`)}</p>}
      {task.kind === 'call-back' && task.aboutId && (
        <CallBackOfTask id={task.aboutId} barred={task.customer !== null && !task.mine} />
      )}
      {task.kind === 'case' && task.aboutId && (
        <Button component={Link} to={`/cases/${task.aboutId}`}>
          {t('task.open-case')}
        </Button>
      )}
      {doing === undefined && <Actions task={task} ends={elsewhere === null} choose={setDoing} />}
      {doing === 'record' && <RecordResult task={task} onDone={done} />}
      {doing === 'assign' && <AssignTask task={task} onDone={done} />}
      {doing === 'cancel' && <CancelTask task={task} onDone={done} />}
      {doing === 'reopen' && <ReopenTask task={task} onDone={done} />}
      <TaskHistory id={task.id} />
    </div>
  )
}

function Actions({ task, ends, choose }: { task: Task; ends: boolean; choose: (doing: Doing) => void }) {
  const { t } = useWords()
  const viewer = useViewer()
  const leads = useMay(tasks.verify)
  const mayWork = useMay(tasks.record)
  const start = useSend(tasks.start, { refresh: changedTasks })
  const assign = useSend(tasks.assign, { refresh: changedTasks })
  const verify = useSend(tasks.verify, { refresh: changedTasks })
  const params = { id: task.id }
  const mine = task.assignee?.id === viewer.id
  const open = task.state === 'waiting' || task.state === 'assigned' || task.state === 'started'
  const does = mayWork && task.mine && open && (mine || task.assignee === null)
  const button = (label: string, act: () => void, more: { filled?: boolean; busy?: boolean } = {}): ReactNode => (
    <Button key={label} variant={more.filled ? 'filled' : 'default'} loading={more.busy ?? false} onClick={act}>
      {label}
    </Button>
  )
  return (
    <div className={classes.actions}>
      {does && ends && button(t('task.record'), () => choose('record'), { filled: true })}
      {does &&
        task.state !== 'started' &&
        button(task.assignee ? t('task.start') : t('task.take'), () => start.mutate({ params }), {
          busy: start.isPending,
        })}
      {mayWork && open && (mine || leads) && button(t('task.assign'), () => choose('assign'))}
      {mine &&
        open &&
        task.customer &&
        button(
          t('task.give-back'),
          async () => {
            await assign.mutateAsync({ params, body: { assigneeId: null } })
            void notify(t('task.given-back'))
          },
          { busy: assign.isPending },
        )}
      {open && ends && (leads || (mine && task.necessity === 'may') || (mine && task.kind === 'own')) && (
        <Allowed to={tasks.cancel}>{button(t('task.cancel'), () => choose('cancel'))}</Allowed>
      )}
      {task.state === 'done' && leads && !mine && (
        <>
          {button(
            t('task.verify'),
            async () => {
              await verify.mutateAsync({ params, body: { verdict: 'verified' } })
              void notify(t('task.verified'))
            },
            { filled: true, busy: verify.isPending },
          )}
          {ends && button(t('task.reopen'), () => choose('reopen'))}
        </>
      )}
    </div>
  )
}

function CancelTask({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(tasks.cancel, { refresh: changedTasks })
  return (
    <section className={classes.doing} aria-label={t('task.cancel')}>
      <p className={classes.about}>{t('task.cancel.text')}</p>
      <Form
        of={tasks.cancel.body}
        from={{ reason: '' }}
        light
        send={t('task.cancel')}
        cancel={t('task.keep')}
        onCancel={onDone}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: task.id }, body })
          void notify(t('task.cancelled'))
          onDone()
        }}
      >
        <LongTextField name="reason" label={t('task.cancel.reason')} rows={2} maxLength={300} required />
      </Form>
    </section>
  )
}

function ReopenTask({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(tasks.verify, { refresh: changedTasks })
  return (
    <section className={classes.doing} aria-label={t('task.reopen')}>
      <p className={classes.about}>{t('task.reopen.text')}</p>
      <Form
        of={tasks.verify.body}
        from={{ verdict: 'reopened', reason: '' }}
        light
        send={t('task.reopen')}
        onCancel={onDone}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: task.id }, body })
          void notify(t('task.reopened'))
          onDone()
        }}
      >
        <LongTextField name="reason" label={t('task.cancel.reason')} rows={2} maxLength={300} required />
      </Form>
    </section>
  )
}
