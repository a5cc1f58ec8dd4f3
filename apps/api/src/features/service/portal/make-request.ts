import type { PortalRequest, portal } from '@rapport/contract/service/portal'
import type { Db } from '@rapport/database/as-viewer'
import { registerForCustomer } from '#features/service/cases/register-case.ts'
import { Refused } from '#http/refused.ts'
import type { CustomerAsk } from '#http/serve-customer.ts'
import { ownRequest } from './own.ts'

/** Most requests a customer makes in a day: more is a program, or despair, and either should telephone. */
const A_DAY = 20

/** What a customer asks for becomes a case that waits for whoever takes it first. 422 for a class that is not offered, 429 for too many. */
export async function makeRequest({
  own,
  forThem,
  body,
  product,
}: CustomerAsk<typeof portal.makeRequest>): Promise<PortalRequest> {
  const offered = await own((db) =>
    db.rows('portal.class-offered', 'select 1 from portal.request_classes where code = $1', [body.classCode]),
  )
  if (offered.length === 0)
    throw new Refused(422, 'invalid', { errors: [{ field: 'classCode', code: 'case-class.unknown' }] })
  const { id } = await forThem(async (db, customerId) => {
    const [today] = await db.rows<{ made: number }>(
      'portal.requests-today',
      `select count(*)::int as made from cases where customer_id = $1::uuid and channel = 'portal' and created_at > $2::timestamptz - interval '1 day'`,
      [customerId, product.now()],
    )
    if (today!.made >= A_DAY) throw new Refused(429, 'portal.too-many-requests', { retryAfter: 3600 })
    return { id: await registerForCustomer({ db, now: product.now(), seal: product.seal }, { customerId, ...body }) }
  })
  return own((db) => ownRequest(db, id))
}

/** 404 for one of somebody else, 409 where it is not closed or was rated before. */
export async function rateRequest(db: Db, id: string, stars: number): Promise<PortalRequest> {
  await ownRequest(db, id)
  const [rated] = await db.rows<{ rate: boolean }>('portal.rate', 'select portal.rate($1::uuid, $2::int)', [id, stars])
  if (!rated!.rate) throw new Refused(409, 'portal.not-to-rate')
  return ownRequest(db, id)
}
