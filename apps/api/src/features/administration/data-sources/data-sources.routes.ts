import { dataSources } from '@rapport/contract/administration/data-sources'
import { rawRoute, route } from '#http/serve.ts'
import { sendContents } from './contents.ts'
import { changeSource, createSource, listSources } from './data-sources.ts'

export const dataSourcesRoutes = [
  route(dataSources.list, ({ db }) => listSources(db)),
  route(dataSources.create, ({ db, body, product }) => createSource(db, product.seal, body)),
  route(dataSources.change, ({ db, body, params, version, product }) =>
    changeSource(db, product.seal, params.id, version, body),
  ),
  rawRoute(dataSources.contents, ({ product, viewer, params }) => sendContents(product, viewer!, params.id)),
]
