import type { ImportKind } from '@rapport/contract/customer/imports'
import { customersKind } from './customers/customers.ts'
import type { Kind } from './kind.ts'

/** Every kind of import by its name. What a row is checked to is the kind's own affair. */
export const kinds = {
  customers: customersKind,
} as unknown as Record<ImportKind, Kind<unknown>>
