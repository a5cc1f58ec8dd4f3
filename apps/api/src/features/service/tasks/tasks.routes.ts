import { tasks } from '@rapport/contract/service/tasks'
import { fileRoute, route } from '#http/serve.ts'
import { countTasks, exportTasks, historyOf, listTasks } from './task-list.ts'
import { recordResult } from './task-results.ts'
import { openTask } from './task-rows.ts'
import {
  assigneesOf,
  assignTask,
  cancelTask,
  changeTask,
  createTask,
  startTask,
  takeNext,
  verifyTask,
} from './tasks.ts'

export const tasksRoutes = [
  route(tasks.list, ({ db, query, product }) => listTasks(db, query, product.now())),
  route(tasks.counts, ({ db, product }) => countTasks(db, product.now())),
  fileRoute(tasks.exportRows, ({ db, query, product }, after) => exportTasks(db, query, after, product.now())),
  route(tasks.create, ({ db, viewer, body, product }) => createTask(db, viewer, body, product.now())),
  route(tasks.takeNext, ({ db, product }) => takeNext(db, product.now())),
  route(tasks.open, ({ db, params, product }) => openTask(db, params.id, product.now())),
  route(tasks.history, ({ db, params }) => historyOf(db, params.id)),
  route(tasks.assignees, ({ db, viewer, params }) => assigneesOf(db, viewer, params.id)),
  route(tasks.change, ({ db, viewer, params, version, body, product }) =>
    changeTask(db, viewer, params.id, version, body, product.now()),
  ),
  route(tasks.assign, ({ db, viewer, params, body, product }) =>
    assignTask(db, viewer, params.id, body, product.now()),
  ),
  route(tasks.start, ({ db, params, product }) => startTask(db, params.id, product.now())),
  route(tasks.record, ({ db, viewer, params, body, product }) =>
    recordResult(db, viewer, params.id, body, product.now()),
  ),
  route(tasks.verify, ({ db, viewer, params, body, product }) =>
    verifyTask(db, viewer, params.id, body, product.now()),
  ),
  route(tasks.cancel, ({ db, viewer, params, body, product }) =>
    cancelTask(db, viewer, params.id, body.reason, product.now()),
  ),
]
