import { caseClasses } from '@rapport/contract/service/case-classes'
import { route } from '#http/serve.ts'
import { listClasses, putClass } from './case-classes.ts'

export const caseClassesRoutes = [
  route(caseClasses.list, ({ db }) => listClasses(db)),
  route(caseClasses.put, ({ db, viewer, params, body }) => putClass(db, params.code, body, viewer.described.today)),
]
