import { productClasses } from '@rapport/contract/administration/product-classes'
import { route } from '#http/serve.ts'
import { addProductClass, endProductClass, listProductClasses } from './product-classes.ts'

export const productClassesRoutes = [
  route(productClasses.list, ({ db, viewer }) => listProductClasses(db, viewer.described.today)),
  route(productClasses.add, ({ db, viewer, body }) => addProductClass(db, viewer.id, body, viewer.described.today)),
  route(productClasses.end, ({ db, viewer, params, body, version }) =>
    endProductClass(db, viewer.id, { id: params.id, version, validTo: body.validTo, today: viewer.described.today }),
  ),
]
