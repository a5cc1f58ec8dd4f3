import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { route } from '#http/serve.ts'
import { createProject, listProjects } from './etl-projects.ts'
import { changeTask, createTask } from './etl-tasks.ts'
import { loadProject } from './load-project.ts'
import { projectFile } from './project-file.ts'

export const etlProjectsRoutes = [
  route(etlProjects.list, ({ db }) => listProjects(db)),
  route(etlProjects.create, ({ db, body }) => createProject(db, body)),
  route(etlProjects.file, ({ db, params }) => projectFile(db, params.id)),
  route(etlProjects.load, ({ db, body, product }) => loadProject(db, product.seal, body)),
  route(etlProjects.createTask, ({ db, params, body }) => createTask(db, params.id, body)),
  route(etlProjects.changeTask, ({ db, params, version, body }) => changeTask(db, params.id, version, body)),
]
