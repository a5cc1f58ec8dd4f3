import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'

/**
 * 409 when a customer in sight that is not removed has this number. One out of sight does not speak: it is found as a
 * double later.
 */
export async function refuseTaken(db: Db, customerNo: string, except?: string) {
  // Two who choose the same number at the same moment go one after the other.
  await db.rows('customer-no-lock', 'select pg_advisory_xact_lock(hashtextextended($1, 1))', [customerNo])
  if (
    await db.customer.findFirst({
      where: { customerNo, deletedAt: null, ...(except && { NOT: { id: except } }) },
      select: { id: true },
    })
  )
    throw refusedField('customerNo', 'customer-no.taken', 409)
}
