import { Button } from '@mantine/core'
import { type EtlProject, type EtlTask, etlProjects } from '@rapport/contract/administration/etl-projects'
import { addressOf } from '@rapport/contract/client'
import { Link } from 'react-router'
import { wire } from '#api/call.ts'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import { useAddress } from '#ui/address.ts'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { LoadProject } from './load-project.tsx'
import { NewProject } from './new-project.tsx'
import classes from './projects.module.css'
import { TaskRows } from './task-rows.tsx'

/** Projects with their tasks: what runs when, and projects as files for another environment. */
export function ProjectsPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const may = useMay(etlProjects.list)
  const close = () => change({ add: null }, { replace: true })
  return (
    <DataCentrePage
      title={t('data-centre.projects')}
      actions={
        <Allowed to={etlProjects.create}>
          <Button variant="default" onClick={() => change({ add: 'file' })}>
            {t('project.load')}
          </Button>
          <Button onClick={() => change({ add: 'project' })}>{t('project.add')}</Button>
        </Allowed>
      }
    >
      {may && <Projects />}
      {get('add') && (
        <Allowed to={etlProjects.create}>
          {get('add') === 'file' ? <LoadProject onClose={close} /> : <NewProject onClose={close} />}
        </Allowed>
      )}
    </DataCentrePage>
  )
}

function Projects() {
  const { t } = useWords()
  const { change } = useAddress()
  const answer = useAsk(etlProjects.list)
  return (
    <Answered answer={answer} lines={8}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title={t('project.none')}
            action={
              <Allowed to={etlProjects.create}>
                <Button variant="default" onClick={() => change({ add: 'project' })}>
                  {t('project.add')}
                </Button>
              </Allowed>
            }
          >
            {t('project.none.text')}
          </Empty>
        ) : (
          <div>
            {items.map((project) => (
              <OneProject key={project.id} project={project} />
            ))}
          </div>
        )
      }
    </Answered>
  )
}

function OneProject({ project }: { project: EtlProject & { tasks: EtlTask[] } }) {
  const { t } = useWords()
  return (
    <Section
      title={project.name}
      actions={
        <div className={classes.actions}>
          <Button
            component="a"
            variant="subtle"
            color="gray"
            download={`${project.code}.json`}
            href={wire.base + addressOf(etlProjects.file, { params: { id: project.id } })}
          >
            {t('project.file')}
          </Button>
          <Allowed to={etlProjects.createTask}>
            <Button variant="default" component={Link} to={`/data-centre/tasks/new?project=${project.id}`}>
              {t('task.add')}
            </Button>
          </Allowed>
        </div>
      }
    >
      <p className={classes.hint}>
        {project.code}
        {project.note && ` · ${project.note}`}
      </p>
      {project.tasks.length === 0 ? (
        <p className={classes.hint}>{t('task.none')}</p>
      ) : (
        <TaskRows tasks={project.tasks} label={t('task.of', { project: project.name })} />
      )}
    </Section>
  )
}
