import { reveals } from '@rapport/contract/customer/reveals'
import { route } from '#http/serve.ts'
import { reveal } from './reveals.ts'

export const revealsRoutes = [
  route(reveals.reveal, ({ db, params, body, product, viewer }) =>
    reveal(db, params.id, body, product.seal, product.now(), viewer.described.today),
  ),
]
