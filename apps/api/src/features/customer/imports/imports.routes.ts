import { imports } from '@rapport/contract/customer/imports'
import { rawRoute, route } from '#http/serve.ts'
import { listImports, openImport } from './imports.ts'
import { previewImport } from './preview-import.ts'
import { sendRefusedRows } from './refused-rows.ts'
import { startImport } from './start-import.ts'

export const importsRoutes = [
  rawRoute(imports.preview, ({ product, viewer, request }) => previewImport(product, viewer!, request)),
  rawRoute(imports.start, async ({ product, viewer, request, reply }) => {
    const started = await startImport(product, viewer!, request)
    return reply.code(202).send(started)
  }),
  route(imports.list, ({ db, query }) => listImports(db, query)),
  route(imports.open, ({ db, params }) => openImport(db, params.id)),
  rawRoute(imports.refusedRows, ({ product, viewer, params, reply }) =>
    sendRefusedRows(product, viewer!, params.id, reply),
  ),
]
