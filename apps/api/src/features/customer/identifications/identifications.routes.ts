import { identifications } from '@rapport/contract/customer/identifications'
import { meansOf } from '#features/customer/customers/customer-filter.ts'
import { route } from '#http/serve.ts'
import { addIdentification, editIdentification, listIdentifications, removeIdentification } from './identifications.ts'

export const identificationsRoutes = [
  route(identifications.list, ({ db, params, product }) => listIdentifications(db, params.id, product.seal)),
  route(identifications.add, (ask) => addIdentification(ask.db, ask.params.id, ask.body, meansOf(ask))),
  route(identifications.edit, (ask) => editIdentification(ask.db, ask.params.id, ask.version, ask.body, meansOf(ask))),
  route(identifications.remove, async ({ db, params, version }) => {
    await removeIdentification(db, params.id, version)
    return {}
  }),
]
