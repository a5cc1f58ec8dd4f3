import type { AccountServiceRequest, accounts } from '@rapport/contract/customer/accounts'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { z } from 'zod'
import { refusedField } from '#http/refused.ts'
import { refuseOutOfSight } from './customer-in-sight.ts'

type ServiceRequest = z.output<typeof AccountServiceRequest>
type Wanted = BodyOf<typeof accounts.requestService>

const read = {
  select: {
    id: true,
    kind: true,
    note: true,
    state: true,
    requestedAt: true,
    account: { select: { number: true } },
    requester: { select: { name: true } },
  },
} as const

const requestOf = (row: {
  id: string
  kind: string
  note: string | null
  state: string
  requestedAt: Date
  account: { number: string }
  requester: { name: string }
}): ServiceRequest => ({
  id: row.id,
  accountNumber: row.account.number,
  kind: row.kind as ServiceRequest['kind'],
  note: row.note,
  state: row.state as ServiceRequest['state'],
  requestedBy: row.requester.name,
  requestedAt: row.requestedAt.toISOString(),
})

/** What was asked for on the accounts of a customer, latest first. 404 when the customer is out of sight. */
export async function listServiceRequests(db: Db, customerId: string) {
  await refuseOutOfSight(db, customerId)
  const rows = await db.accountServiceRequest.findMany({
    where: { customerId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    ...read,
  })
  return { items: rows.map(requestOf) }
}

/**
 * Asks for a service on an account of this customer: an open one, or a frozen one to unfreeze it. 422 on `accountId`
 * for any other account, also one of somebody else.
 */
export async function requestService(db: Db, viewer: Viewer, customerId: string, wanted: Wanted, now: Date) {
  await refuseOutOfSight(db, customerId)
  const account = await db.account.findFirst({
    where: { id: wanted.accountId, customerId },
    select: { status: true },
  })
  if (!account) throw refusedField('accountId', 'account.unknown')
  const needed = wanted.kind === 'unfreeze' ? 'frozen' : 'open'
  if (account.status !== needed) throw refusedField('accountId', `account.not-${needed}`)
  const row = await db.accountServiceRequest.create({
    data: {
      id: newId(),
      customerId,
      accountId: wanted.accountId,
      kind: wanted.kind,
      note: wanted.note ?? null,
      requestedBy: viewer.id,
      requestedAt: now,
    },
    ...read,
  })
  return requestOf(row)
}
