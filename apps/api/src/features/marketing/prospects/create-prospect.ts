import type { BodyOf } from '@rapport/contract/endpoint'
import { checkContact } from '@rapport/contract/identity/contact'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import type { Prospect, prospects } from '@rapport/contract/marketing/prospects'
import type { Db } from '@rapport/database/as-viewer'
import { rowsOfCustomer } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Means } from '#features/customer/customers/customer-filter.ts'
import { newCustomerNo } from '#features/customer/customers/new-customer.ts'
import { ownerInReach } from '#features/customer/customers/owner.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { openProspect } from './prospect-rows.ts'

type Draft = BodyOf<typeof prospects.create>

/** The name and contact points in their stored form. Refuses with 400 and every reason at once. */
export function checkNewProspect<D extends Pick<Draft, 'name' | 'contactPoints'>>(draft: D): D {
  const errors: { field: string; code: string }[] = []
  const name = checkPersonName(draft.name)
  if (!name.ok) errors.push({ field: 'name', code: name.code })
  const preferred = new Set<string>()
  const contactPoints = draft.contactPoints.map((point, i) => {
    const found = checkContact(point.kind, point.value)
    if (!found.ok) errors.push({ field: `contactPoints.${i}.value`, code: found.code })
    if (point.preferred && preferred.has(point.kind))
      errors.push({ field: `contactPoints.${i}.preferred`, code: 'contact.one-preferred' })
    if (point.preferred) preferred.add(point.kind)
    return found.ok ? { ...point, value: found.value } : point
  })
  if (!name.ok || errors.length > 0) throw new Refused(400, 'invalid', { errors })
  return { ...draft, name: name.value, contactPoints }
}

/** Whoever sees own customers owns what they enter; without an owner it waits in the pool of the viewer's unit. */
async function placeFor(db: Db, viewer: SignedIn, username: string | undefined) {
  const unitId = viewer.described.unit.id
  if (viewer.scope === 'own') {
    if (username && username !== viewer.described.username) throw refusedField('ownerUsername', 'owner.not-yours')
    return { ownerId: viewer.id, unitId }
  }
  return username ? ownerInReach(db, { username }, 'ownerUsername') : { ownerId: null, unitId }
}

/** 422 unless the way is open. */
export async function refuseEnded(db: Db, channelId: string) {
  const [open] = await db.rows(
    'prospect.channel',
    `select 1 from prospect_channels where id = $1::uuid and state = 'open'`,
    [channelId],
  )
  if (!open) throw refusedField('channelId', 'prospect.no-channel')
}

/** 422 unless a next step has its day. */
export function refuseHalfStep(step: { nextStep?: string | null; nextStepOn?: string | null }) {
  if ((step.nextStep ?? null) === null && (step.nextStepOn ?? null) !== null) throw refusedField('nextStep', 'required')
  if ((step.nextStep ?? null) !== null && (step.nextStepOn ?? null) === null)
    throw refusedField('nextStepOn', 'required')
}

/** Enters a prospect: a customer with the lifecycle `prospect`, whose course the database begins. */
export async function createProspect(db: Db, viewer: SignedIn, draft: Draft, { seal }: Means): Promise<Prospect> {
  const checked = checkNewProspect(draft)
  refuseHalfStep(draft)
  const place = await placeFor(db, viewer, draft.ownerUsername)
  await refuseEnded(db, draft.channelId)
  const { kind, name, contactPoints, note } = checked
  const rows = rowsOfCustomer(seal, {
    ...{ kind, name, contactPoints, note },
    ...place,
    lifecycle: 'prospect',
    customerNo: newCustomerNo(),
    createdBy: viewer.id,
  })
  await insertRows(db, 'customers', [rows.customer])
  await insertRows(db, 'contact_points', rows.contactPoints)
  const [made] = await db.rows<{ id: string }>(
    'prospect.course',
    `update prospects set channel_id = $2::uuid, interests = $3::text[], expected_assets = $4::numeric, next_step = $5, next_step_on = $6::date
     where customer_id = $1::uuid returning id`,
    [rows.customer.id, draft.channelId, draft.interests, draft.expectedAssets, draft.nextStep, draft.nextStepOn],
  )
  return openProspect(db, made!.id)
}
