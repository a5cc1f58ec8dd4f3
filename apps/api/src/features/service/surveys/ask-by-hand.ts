import type { Db } from '@rapport/database/as-viewer'
import { holdCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused } from '#http/refused.ts'
import { businessDay } from '#product.ts'
import { addInvitations, askedLately, expiryOf } from './invite.ts'
import { newToken, tokenHash } from './link-token.ts'
import { liveVersion, openSurvey } from './survey-rows.ts'

/** A link for one customer, told once and kept as a hash. 409 for who wants no contact, 422 for who was asked within thirty days. */
export async function askByHand(db: Db, surveyId: string, customerId: string, now: Date) {
  const version = liveVersion(await openSurvey(db, surveyId))
  await holdCustomer(db, customerId)
  const [facts] = await db.rows<{ stopped: boolean; asked: boolean }>(
    'survey-link.facts',
    `select exists (select from contact_stops s where s.customer_id = c.id and s.ended_at is null) as stopped, ${askedLately('$2')} as asked
     from customers c where c.id = $1::uuid`,
    [customerId, now],
  )
  if (facts!.stopped) throw new Refused(422, 'survey.stopped')
  if (facts!.asked) throw new Refused(422, 'survey.asked-lately')
  const token = newToken()
  const asking = { surveyId, versionId: version.id, now, today: businessDay(now) }
  const invitee = { customerId, cause: 'hand' as const, causeId: null, tokenHash: tokenHash(token), messageId: null }
  await addInvitations(db, asking, [invitee])
  return { path: `/s/${token}`, expiresAt: expiryOf(now).toISOString() }
}
