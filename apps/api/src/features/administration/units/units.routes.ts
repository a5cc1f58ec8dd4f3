import { units } from '@rapport/contract/administration/organisation'
import { route } from '#http/serve.ts'
import { changeUnit, createUnit, listUnits } from './units.ts'

export const unitsRoutes = [
  route(units.list, ({ db }) => listUnits(db)),
  route(units.create, ({ db, body }) => createUnit(db, body)),
  route(units.change, ({ db, params, version, body }) => changeUnit(db, params.id, version, body)),
]
