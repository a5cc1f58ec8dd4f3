import { family } from '@rapport/contract/customer/family'
import { route } from '#http/serve.ts'
import { linkCustomer, openFamily, unlinkCustomer } from './family.ts'

export const familyRoutes = [
  route(family.open, ({ db, params, viewer }) => openFamily(db, params.id, viewer.described.today)),
  route(family.link, ({ db, params, body }) => linkCustomer(db, params.id, body)),
  route(family.unlink, ({ db, params, version }) => unlinkCustomer(db, params.id, version)),
]
