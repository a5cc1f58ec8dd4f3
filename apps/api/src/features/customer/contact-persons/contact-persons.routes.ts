import { contactPersons } from '@rapport/contract/customer/contact-persons'
import { route } from '#http/serve.ts'
import { addContactPerson, editContactPerson, listContactPersons, removeContactPerson } from './contact-persons.ts'

export const contactPersonsRoutes = [
  route(contactPersons.list, ({ db, params, product }) => listContactPersons(db, params.id, product.seal)),
  route(contactPersons.add, ({ db, params, body, product }) => addContactPerson(db, params.id, body, product.seal)),
  route(contactPersons.edit, ({ db, params, version, body, product }) =>
    editContactPerson(db, params.id, version, body, product.seal),
  ),
  route(contactPersons.remove, async ({ db, params, version }) => {
    await removeContactPerson(db, params.id, version)
    return {}
  }),
]
