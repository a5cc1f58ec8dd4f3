import type { Kind } from '#features/customer/imports/kinds/kind.ts'
import { type CustomerSaid, customerChecker } from './check.ts'
import { customerFields } from './fields.ts'
import { writeCustomers } from './write.ts'

/** Customers with their document, mobile and e-mail, and the dated records of what was known of them as investors. */
export const customersKind: Kind<CustomerSaid> = {
  name: 'customers',
  fields: customerFields,
  key: 'customerNo',
  checker: customerChecker,
  apart: ({ customerNo }) => customerNo,
  placed: ({ owner, unit }) => ({ owner, unit }),
  write: writeCustomers,
}
