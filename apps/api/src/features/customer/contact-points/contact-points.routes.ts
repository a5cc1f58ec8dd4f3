import { contactPoints } from '@rapport/contract/customer/contact-points'
import { route } from '#http/serve.ts'
import { addContactPoint, editContactPoint, listContactPoints, removeContactPoint } from './contact-points.ts'

export const contactPointsRoutes = [
  route(contactPoints.list, ({ db, params, product }) => listContactPoints(db, params.id, product.seal)),
  route(contactPoints.add, ({ db, params, body, product }) => addContactPoint(db, params.id, body, product.seal)),
  route(contactPoints.edit, ({ db, params, version, body, product }) =>
    editContactPoint(db, params.id, version, body, product.seal),
  ),
  route(contactPoints.remove, async ({ db, params, version }) => {
    await removeContactPoint(db, params.id, version)
    return {}
  }),
]
