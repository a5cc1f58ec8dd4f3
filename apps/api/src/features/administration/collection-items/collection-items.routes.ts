import { collectionItems } from '@rapport/contract/administration/collection-items'
import { rawRoute, route } from '#http/serve.ts'
import { changeItem, createItem, listItems, openItem } from './collection-items.ts'
import { previewAtSource, previewFile } from './preview.ts'

export const collectionItemsRoutes = [
  route(collectionItems.list, ({ db, query }) => listItems(db, query)),
  route(collectionItems.open, ({ db, params }) => openItem(db, params.id)),
  route(collectionItems.create, ({ db, body }) => createItem(db, body)),
  route(collectionItems.change, ({ db, params, version, body }) => changeItem(db, params.id, version, body)),
  rawRoute(collectionItems.preview, ({ viewer, request, reply }) => previewFile(viewer!, request, reply)),
  rawRoute(collectionItems.previewAtSource, ({ product, viewer, body, reply }) =>
    previewAtSource(product, viewer!, body, reply),
  ),
]
