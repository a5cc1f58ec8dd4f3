import type { sendable } from '@rapport/contract/analytics/customer-reports'
import type { Db } from '@rapport/database/as-viewer'

/** The address of a customer that may be written to, the preferred one first; else what stands against it. */
export async function sendableTo(
  db: Db,
  customerId: string,
): Promise<{
  verdict: Exclude<(typeof sendable)[number], 'no-mail-server'>
  to: { id: string; sealed: string } | null
}> {
  const addresses = await db.rows<{ id: string; sealed: string; closed: boolean }>(
    'customer-report-addresses',
    `select id, value_sealed as sealed, do_not_contact as closed from contact_points
     where customer_id = $1 and kind = 'email' order by preferred desc, id`,
    [customerId],
  )
  const open = addresses.find(({ closed }) => !closed)
  if (open) return { verdict: 'yes', to: open }
  return { verdict: addresses.length > 0 ? 'do-not-contact' : 'no-email', to: null }
}
