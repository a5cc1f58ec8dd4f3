import { customerOrigins } from '@rapport/contract/customer/customer-origins'
import { route } from '#http/serve.ts'
import { originsOf } from './origins.ts'

export const customerOriginsRoutes = [route(customerOrigins.list, ({ db, params }) => originsOf(db, params.id))]
