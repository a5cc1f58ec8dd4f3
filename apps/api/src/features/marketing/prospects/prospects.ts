import type { BodyOf } from '@rapport/contract/endpoint'
import type { Prospect, prospects } from '@rapport/contract/marketing/prospects'
import type { Db } from '@rapport/database/as-viewer'
import { searchKeys } from '@rapport/database/search-keys'
import type { Means } from '#features/customer/customers/customer-filter.ts'
import { refuseTaken } from '#features/customer/customers/customer-number.ts'
import { numbersOf } from '#features/customer/customers/numbers.ts'
import { addIdentification } from '#features/customer/identifications/identifications.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import { refuseEnded, refuseHalfStep } from './create-prospect.ts'
import { holdOpenProspect, holdProspect, openProspect } from './prospect-rows.ts'

/** Changes what was given and leaves the rest; 409 when it is over. */
export async function editProspect(
  db: Db,
  id: string,
  version: number,
  edit: BodyOf<typeof prospects.edit>,
): Promise<Prospect> {
  const held = await holdOpenProspect(db, id)
  if (held.version !== version) throw stale()
  const before = await openProspect(db, id)
  refuseHalfStep({ ...before, ...edit })
  if (edit.channelId !== undefined && edit.channelId !== before.channel.id) await refuseEnded(db, edit.channelId)
  const next = { ...before, channelId: before.channel.id, ...edit }
  await db.rows(
    'prospect.edit',
    `update prospects set state = $2, channel_id = $3::uuid, interests = $4::text[], expected_assets = $5::numeric,
       next_step = $6, next_step_on = $7::date where id = $1::uuid`,
    [id, next.state, next.channelId, next.interests, next.expectedAssets, next.nextStep, next.nextStepOn],
  )
  return openProspect(db, id)
}

/** Closes a prospect as lost, with the reason. */
export async function loseProspect(db: Db, id: string, { reason, note }: BodyOf<typeof prospects.lose>) {
  await holdOpenProspect(db, id)
  await db.rows(
    'prospect.lose',
    `update prospects set state = 'lost', lost_reason = $2, lost_note = $3, closed_at = clock_timestamp(), closed_by = viewer_id()
     where id = $1::uuid`,
    [id, reason, note],
  )
  return openProspect(db, id)
}

/** A new course for one that was lost; 409 when it was not, or when another course already runs. */
export async function reopenProspect(db: Db, id: string): Promise<Prospect> {
  const { state, customerId } = await holdProspect(db, id)
  const [made] = await db.rows<{ id: string }>(
    'prospect.reopen',
    `insert into prospects (id, customer_id, channel_id, interests, expected_assets, unit_id, created_by)
     select uuid_v7(), p.customer_id, p.channel_id, p.interests, p.expected_assets, p.unit_id, viewer_id()
     from prospects p join customers c on c.id = p.customer_id
     where p.id = $1::uuid and p.state = 'lost' and c.lifecycle = 'prospect' and not exists (
       select from prospects o where o.customer_id = $2::uuid and o.state in ('new', 'contacted', 'qualified'))
     returning id`,
    [id, customerId],
  )
  if (!made) throw new Refused(409, state === 'lost' ? 'prospect.runs' : 'prospect.not-lost')
  return openProspect(db, made.id)
}

/**
 * Makes the prospect a customer: a trigger closes the course as converted, once. 422 without a document, 409 when it is over or
 * the number is taken.
 */
export async function convertProspect(
  db: Db,
  id: string,
  { identification, customerNo, level, openedOn }: BodyOf<typeof prospects.convert>,
  means: Means,
): Promise<Prospect> {
  const { customerId } = await holdOpenProspect(db, id)
  if (openedOn !== null && openedOn > means.today) throw refusedField('openedOn', 'day.future', 400)
  const [known] = await db.rows<{ documents: number }>(
    'prospect.documents',
    'select count(*)::int as documents from identifications where customer_id = $1::uuid',
    [customerId],
  )
  if (identification !== null) await addIdentification(db, customerId, identification, means).catch(atIdentification)
  else if (known!.documents === 0) throw refusedField('identification.number', 'required')
  if (customerNo !== undefined) await refuseTaken(db, customerNo, customerId)
  await db.because('converted from a prospect')
  await db.customer.update({
    where: { id: customerId },
    data: {
      lifecycle: 'active',
      openedOn: new Date(openedOn ?? means.today),
      ...(level !== null && { level }),
      ...(customerNo !== undefined && (await numbered(db, customerId, customerNo))),
    },
  })
  return openProspect(db, id)
}

/** What is wrong with a document belongs to the fields of this form. */
function atIdentification(error: unknown): never {
  if (error instanceof Refused && error.more.errors)
    throw new Refused(error.status, error.code, {
      errors: error.more.errors.map(({ field, code }) => ({ field: `identification.${field}`, code })),
    })
  throw error
}

async function numbered(db: Db, customerId: string, customerNo: string) {
  const { name } = await db.customer.findUniqueOrThrow({ where: { id: customerId }, select: { name: true } })
  return { customerNo, searchKeys: searchKeys(name, customerNo, await numbersOf(db, customerId)) }
}
