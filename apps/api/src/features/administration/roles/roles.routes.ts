import { roles } from '@rapport/contract/administration/organisation'
import { route } from '#http/serve.ts'
import { effectiveRights } from './effective-rights.ts'
import { changeRole, createRole, listRoles } from './roles.ts'

export const rolesRoutes = [
  route(roles.list, ({ db }) => listRoles(db)),
  route(roles.create, ({ db, body }) => createRole(db, body)),
  route(roles.change, ({ db, viewer, params, version, body }) => changeRole(db, viewer.id, params.id, version, body)),
  route(roles.tryOut, ({ db, body }) => effectiveRights(db, body)),
]
