import { licences } from '@rapport/contract/administration/licences'
import { route } from '#http/serve.ts'
import { addLicence, changeLicence, listLicences } from './licences.ts'

export const licencesRoutes = [
  route(licences.list, ({ db, params, viewer }) => listLicences(db, params.id, viewer.described.today)),
  route(licences.add, ({ db, params, body, viewer }) => addLicence(db, params.id, body, viewer.described.today)),
  route(licences.change, ({ db, params, version, body, viewer }) =>
    changeLicence(db, { id: params.id, version }, body, viewer.described.today),
  ),
]
