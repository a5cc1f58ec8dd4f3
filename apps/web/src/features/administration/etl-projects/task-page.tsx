import { type EtlProject, type EtlTask, etlProjects } from '@rapport/contract/administration/etl-projects'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import { useAddress } from '#ui/address.ts'
import { changedIn } from '#ui/changed.ts'
import { SelectField, TagsField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { SAVED } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered, NotAllowed, NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { DayOffsetField } from './day-offset-field.tsx'
import { ScheduleField } from './schedule-field.tsx'
import { StepsField } from './steps-field.tsx'
import { TaskActions } from './task-rows.tsx'
import { WaitsField } from './waits-field.tsx'

const PROJECTS = '/data-centre/projects'

/** A task: its steps as a graph, when it runs, until when it must be done and who is told. `new` begins one of a project. */
export function TaskPage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const { get } = useAddress()
  const may = useMay(etlProjects.list)
  const mayAdd = useMay(etlProjects.createTask)
  const answer = useAsk(etlProjects.list, {}, { enabled: may })
  const projects = answer.data?.items ?? []
  const project = projects.find((one) =>
    id === 'new' ? one.id === get('project') : one.tasks.some((task) => task.id === id),
  )
  const task = project?.tasks.find((one) => one.id === id)
  return (
    <DataCentrePage
      title={task?.name ?? t(id === 'new' ? 'task.add' : 'run.task')}
      crumbs={[{ label: project?.name ?? t('data-centre.projects'), to: PROJECTS }]}
      actions={task && <TaskActions task={task} />}
    >
      {may && (
        <Answered answer={answer} lines={12}>
          {() =>
            !project ? (
              <NotFound />
            ) : task ? (
              <ChangeTask key={task.id} task={task} />
            ) : mayAdd ? (
              <NewTask project={project} />
            ) : (
              <NotAllowed />
            )
          }
        </Answered>
      )}
    </DataCentrePage>
  )
}

/** Which step is meant by a place in the body (`steps.2.needs`): its code. */
function stepAt(field: string, { steps }: { steps?: { code: string }[] | undefined }) {
  const [, at] = /^steps\.(\d+)/.exec(field) ?? []
  return at === undefined ? undefined : steps?.[Number(at)]?.code
}

function TaskFields() {
  const { t } = useWords()
  return (
    <>
      <Fields>
        <TextField name="name" label={t('project.name')} required maxLength={80} />
        <TextField name="code" label={t('source.code')} hint={t('source.code.hint')} required maxLength={60} />
      </Fields>
      <Section title={t('run.steps')}>
        <StepsField />
      </Section>
      <Section title={t('task.when')}>
        <ScheduleField />
        <Fields>
          <SelectField
            name="calendar"
            label={t('task.calendar')}
            required
            choices={(['trading-days', 'every-day'] as const).map((value) => ({
              value,
              label: t(`task.calendar.${value}`),
            }))}
          />
          <DayOffsetField />
          <TextField name="dueTime" type="time" label={t('task.due')} hint={t('task.due.hint')} empty="null" />
          <TagsField name="alertTo" label={t('task.alert-to')} hint={t('task.alert-to.hint')} maxTags={20} />
          <WaitsField />
        </Fields>
      </Section>
    </>
  )
}

function NewTask({ project }: { project: EtlProject }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(etlProjects.createTask, { refresh: [etlProjects.list] })
  return (
    <Form
      of={etlProjects.createTask.body}
      from={{
        code: '',
        name: '',
        steps: [],
        schedule: null,
        calendar: 'trading-days',
        dueTime: null,
        dayOffset: 0,
        waitsFor: [],
        alertTo: [],
      }}
      send={t('task.add')}
      placeOf={stepAt}
      onCancel={() => void navigate(PROJECTS)}
      onSend={async (body) => {
        const made = await send.mutateAsync({ params: { id: project.id }, body })
        void notify(t('ui.saved'))
        await navigate(`/data-centre/tasks/${made.id}`, { state: SAVED })
      }}
    >
      <TaskFields />
    </Form>
  )
}

function ChangeTask({ task }: { task: EtlTask }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(etlProjects.changeTask, { refresh: [etlProjects.list] })
  // What the form began with; the stored task may move on under it.
  const [base] = useState(task)
  const { code, name, steps, schedule, calendar, dueTime, dayOffset, waitsFor, alertTo } = base
  const fields = { code, name, steps, schedule, calendar, dueTime, dayOffset, waitsFor, alertTo }
  return (
    <Form
      of={etlProjects.changeTask.body}
      from={fields}
      send={t('ui.save')}
      placeOf={stepAt}
      onCancel={() => void navigate(PROJECTS)}
      onSend={async (body) => {
        const changes = changedIn(fields, body)
        if (Object.keys(changes).length > 0)
          await send.mutateAsync({ params: { id: task.id }, body: changes, version: task.version })
        void notify(t('ui.saved'))
        await navigate(PROJECTS, { state: SAVED })
      }}
    >
      <TaskFields />
    </Form>
  )
}
