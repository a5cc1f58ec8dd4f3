import { Modal } from '@mantine/core'
import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { day } from '@rapport/contract/shapes'
import { useFormContext, useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { dayCount, isDay } from '#ui/days.ts'
import { DayField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ALL_DAYS } from './business-day.tsx'
import classes from './runs.module.css'

/** As the contract has it; an end left empty is none. */
const StartFields = z
  .strictObject({ taskId: z.string(), from: day, to: day.nullable() })
  .transform(({ to, ...rest }) => (to === null ? rest : { ...rest, to }))
  .pipe(etlRuns.start.body)

/** Runs a task for a day, or for each day of a range; says before how many days that is. */
export function StartRun({ taskId, onClose }: { taskId: string | undefined; onClose: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const navigate = useNavigate()
  const projects = useAsk(etlProjects.list)
  const send = useSend(etlRuns.start, { refresh: [etlRuns.list] })
  return (
    <Modal opened onClose={onClose} title={t('run.start')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Answered answer={projects}>
        {({ items }) => {
          const tasks = items.flatMap((project) => project.tasks.map((task) => ({ ...task, project: project.name })))
          return (
            <Form
              of={StartFields}
              from={{ taskId: taskId ?? (tasks.length === 1 ? tasks[0]?.id : '') ?? '', from: today, to: null }}
              light
              send={t('run.start.act')}
              onCancel={onClose}
              onSend={async (body) => {
                const { items: started } = await send.mutateAsync({ body })
                void notify(t('run.started', { count: started.length }))
                const [first] = started
                const shown: Record<string, string> =
                  started.length === 1 && first
                    ? { day: body.from, run: first.id }
                    : { day: ALL_DAYS, taskId: body.taskId }
                await navigate(`/data-centre?${new URLSearchParams(shown)}`)
              }}
            >
              <Fields>
                <SelectField
                  name="taskId"
                  label={t('run.task')}
                  required
                  wide
                  searchable
                  choices={tasks.map(({ id, name, project }) => ({ value: id, label: `${name} · ${project}` }))}
                />
                <DayField name="from" label={t('run.business-date')} required />
                <DayField name="to" label={t('run.start.to')} hint={t('run.start.to.hint')} />
              </Fields>
              <HowMany everyDay={(id) => tasks.find((task) => task.id === id)?.calendar === 'every-day'} />
            </Form>
          )
        }}
      </Answered>
    </Modal>
  )
}

/** How many days it will run, as far as the page can know: on which of them there is trading, the server says. */
function HowMany({ everyDay }: { everyDay: (taskId: string) => boolean }) {
  const { t } = useWords()
  const format = useFormat()
  const { control } = useFormContext()
  const [task, from, to] = useWatch({ control, name: ['taskId', 'from', 'to'] }) as (string | null | undefined)[]
  if (!isDay(from ?? undefined) || (to && !isDay(to)) || (to && from && to < from)) return null
  const days = to ? dayCount(from as string, to) : 1
  const total = format.count(days)
  return (
    <p className={classes.hint} role="status">
      {days === 1
        ? t('run.start.one')
        : everyDay(task ?? '')
          ? t('run.start.days', { total })
          : t('run.start.trading-days', { total })}
    </p>
  )
}
