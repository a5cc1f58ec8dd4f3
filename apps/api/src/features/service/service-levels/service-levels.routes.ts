import { serviceLevels } from '@rapport/contract/service/service-levels'
import { route } from '#http/serve.ts'
import { addLevel, changeLevel, listLevels } from './service-levels.ts'

export const serviceLevelsRoutes = [
  route(serviceLevels.list, ({ db }) => listLevels(db)),
  route(serviceLevels.add, ({ db, body }) => addLevel(db, body)),
  route(serviceLevels.change, ({ db, params, version, body }) => changeLevel(db, { id: params.id, version }, body)),
]
