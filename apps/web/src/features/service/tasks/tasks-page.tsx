import { Button } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import { tasks } from '@rapport/contract/service/tasks'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { NewTask } from './new-task.tsx'
import { changedTasks } from './refresh.ts'
import { TaskList, type TaskView } from './task-list.tsx'

const views = ['mine', 'pool', 'all', 'closed'] as const satisfies TaskView[]

/** Everything that somebody has to do: one's own, what waits, what others have, and what is done. */
export function TasksPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const mayRead = useMay(tasks.list)
  const mayWork = useMay(tasks.record)
  const shown = views.filter((view) => mayWork || (view !== 'mine' && view !== 'pool'))
  const view = shown.find((one) => one === get('view')) ?? shown[0]!
  return (
    <Page
      fill
      title={t('tasks.title')}
      about={mayRead && mayWork && <Summary />}
      actions={
        <Allowed to={tasks.create}>
          <TakeNext onTaken={(id) => change({ view: null, task: id })} />
          <Button onClick={() => change({ new: 'task' })}>{t('tasks.new')}</Button>
        </Allowed>
      }
    >
      {mayRead ? (
        <>
          <Views
            label={t('tasks.views')}
            views={shown.map((name) => ({ name, label: t(`tasks.${name}`) }))}
            shown={view}
          />
          <TaskList key={view} view={view} />
        </>
      ) : (
        <NotAllowed />
      )}
      {get('new') && (
        <Allowed to={tasks.create}>
          <NewTask onClose={() => change({ new: null }, { replace: true })} />
        </Allowed>
      )}
    </Page>
  )
}

function Summary() {
  const { t } = useWords()
  const format = useFormat()
  const { data } = useAsk(tasks.counts)
  if (!data) return <span>&nbsp;</span>
  const { must, may, overdue, pool } = data
  return (
    <span className="figures">
      {t('tasks.summary', {
        must: format.count(must),
        may: format.count(may),
        overdue: format.count(overdue),
        pool: format.count(pool),
      })}
    </span>
  )
}

/** Takes the most urgent task that waits, and opens it. */
function TakeNext({ onTaken }: { onTaken: (id: string) => void }) {
  const { t } = useWords()
  const send = useSend(tasks.takeNext, { refresh: changedTasks })
  return (
    <Button
      variant="default"
      loading={send.isPending}
      onClick={async () => {
        try {
          const { id, title } = await send.mutateAsync({})
          void notify(t('tasks.taken', { title }))
          onTaken(id)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          void notify(problemText(error).title)
        }
      }}
    >
      {t('tasks.take-next')}
    </Button>
  )
}
