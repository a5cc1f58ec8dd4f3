import type { Kind } from '#features/customer/imports/kinds/kind.ts'
import { type SecuritySaid, securityChecker, securityFields } from './check.ts'
import { writeSecurities } from './write.ts'

/** The firm's list of securities: reference data, which everybody sees. */
export const securitiesKind: Kind<SecuritySaid> = {
  name: 'securities',
  fields: securityFields,
  key: 'code',
  permission: 'import.reference-data',
  checker: securityChecker,
  write: writeSecurities,
}
