import type { EtlProject, EtlTask, etlProjects } from '@rapport/contract/administration/etl-projects'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { taken } from '#http/errors.ts'
import { Refused } from '#http/refused.ts'
import { type TaskRow, taskColumns, withNext } from './etl-tasks.ts'

const columns = 'p.id, p.version, p.code, p.name, p.note'
type ProjectRow = Omit<EtlProject, 'tasks'>

/** All projects by code with their tasks. */
export async function listProjects(db: Db): Promise<{ items: EtlProject[] }> {
  const projects = await db.rows<ProjectRow>('projects', `select ${columns} from etl_projects p order by p.code`, [])
  const tasks = await db.rows<TaskRow>('tasks', `select ${taskColumns} from etl_tasks t order by t.code`, [])
  const items = projects.map((project) => ({ ...project, tasks: tasksOf(project, tasks) }))
  return { items }
}

/** A project with its tasks; 404 where there is none. */
export async function openProject(db: Db, id: string): Promise<EtlProject> {
  const [project] = await db.rows<ProjectRow>(
    'project',
    `select ${columns} from etl_projects p where p.id = $1::uuid`,
    [id],
  )
  if (!project) throw new Refused(404, 'not-found')
  const tasks = await db.rows<TaskRow>(
    'tasks-of-project',
    `select ${taskColumns} from etl_tasks t where t.project_id = $1::uuid order by t.code`,
    [id],
  )
  return { ...project, tasks: tasksOf(project, tasks) }
}

const tasksOf = (project: ProjectRow, tasks: readonly TaskRow[]): EtlTask[] =>
  tasks.filter(({ projectId }) => projectId === project.id).map(withNext)

/** A new, empty project. 409 where the code is used. */
export async function createProject(db: Db, draft: BodyOf<typeof etlProjects.create>): Promise<EtlProject> {
  const id = newId()
  await db.etlProject.create({ data: { ...draft, id } }).catch(taken('code', 'project.code-taken'))
  return openProject(db, id)
}
