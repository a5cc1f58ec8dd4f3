import { products } from '@rapport/contract/marketing/products'
import { doing } from '#features/administration/approvals/approval-subject.ts'
import { downloadRoute, rawRoute, route } from '#http/serve.ts'
import { blockProduct, releaseProduct, withdrawProduct } from './block-product.ts'
import { countProducts, listProducts } from './list-products.ts'
import { addDocument, sendDocument } from './product-documents.ts'
import { openProduct } from './product-rows.ts'
import { draftProduct, proposeProduct, submitProduct } from './propose-product.ts'

export const productsRoutes = [
  route(products.list, ({ db, query, viewer }) => listProducts(db, query, viewer.described.today)),
  route(products.counts, ({ db, viewer }) => countProducts(db, viewer.described.today)),
  route(products.open, ({ db, params, viewer }) => openProduct(db, params.id, viewer.described.today)),
  route(products.draft, (ask) => draftProduct(doing(ask), ask.body)),
  route(products.propose, (ask) => proposeProduct(doing(ask), ask.params.id, ask.version, ask.body)),
  route(products.submit, (ask) => submitProduct(doing(ask), ask.params.id, ask.version)),
  route(products.withdraw, (ask) => withdrawProduct(doing(ask), ask.params.id, ask.version, ask.body.reason)),
  route(products.block, (ask) => blockProduct(doing(ask), ask.params.id, ask.version, ask.body.reason)),
  route(products.release, (ask) => releaseProduct(doing(ask), ask.params.id, ask.version)),
  rawRoute(products.addDocument, async (ask) => ask.reply.code(201).send(await addDocument(ask))),
  downloadRoute(products.document, sendDocument),
]
