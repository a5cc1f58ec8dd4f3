import type { Kind } from '#features/customer/imports/kinds/kind.ts'
import { type CaseSaid, caseChecker, caseFields } from './check.ts'
import { writeCases } from './write.ts'

/** Requests and complaints that were kept elsewhere before. */
export const casesKind: Kind<CaseSaid> = {
  name: 'cases',
  fields: caseFields,
  key: 'caseNumber',
  permission: 'case.read',
  checker: caseChecker,
  apart: ({ number }) => number,
  write: writeCases,
}
