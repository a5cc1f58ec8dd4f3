import type { InvestorProfile, InvestorProfileDraft } from '@rapport/contract/customer/investor-profiles'
import type { Db } from '@rapport/database/as-viewer'
import { profileRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { refusedField } from '#http/refused.ts'

/** Years for which an assessment is valid, its last day included (domain 1.3). */
const yearsValid = 2

/** The history of a customer's profile, latest first. A record that changed the risk level says from what. */
export async function listProfiles(db: Db, customerId: string): Promise<{ items: InvestorProfile[] }> {
  await seeCustomer(db, customerId)
  const rows = await db.rows<{ item: InvestorProfile }>(
    'investor-profiles',
    `select json_build_object(
       'id', p.id, 'asOf', p.as_of, 'level', p.level, 'riskLevel', p.risk_level, 'riskBasis', p.risk_basis,
       'investmentCapacity', p.investment_capacity, 'capacityBasis', p.capacity_basis, 'assessedOn', p.assessed_on,
       'validTo', p.valid_to, 'preference', p.preference, 'experience', p.experience, 'source', p.source,
       'recordedBy', u.name, 'recordedAt', ${utc('p.recorded_at')},
       'changedFrom', case when p.earlier and p.before is distinct from p.risk_level then coalesce(p.before, 'none') end
     ) as item
     from (select *, lag(risk_level) over w as before, lag(id) over w is not null as earlier
           from investor_profiles where customer_id = $1 window w as (order by as_of)) p
     left join users u on u.id = p.recorded_by
     order by p.as_of desc`,
    [customerId],
  )
  return { items: rows.map(({ item }) => item) }
}

/**
 * What staff learnt from a day on. Not from tomorrow, not before it was assessed, and the lowest class is for persons
 * only: 422; a day that has a record already: 409.
 */
export async function recordProfile(
  db: Db,
  customerId: string,
  draft: z.output<typeof InvestorProfileDraft>,
  { viewerId, today }: { viewerId: string; today: string },
) {
  const customer = await holdCustomer(db, customerId)
  if (draft.asOf > today) throw refusedField('asOf', 'day.future')
  if (draft.assessedOn > draft.asOf) throw refusedField('assessedOn', 'profile.assessed-later')
  if (draft.riskLevel === 'C1-min' && customer.kind !== 'person')
    throw refusedField('riskLevel', 'customer.person-only')
  const [taken] = await db.rows(
    'investor-profile-on',
    'select from investor_profiles where customer_id = $1 and as_of = $2::date',
    [customerId, draft.asOf],
  )
  if (taken) throw refusedField('asOf', 'profile.day-taken', 409)
  const row = profileRow(customerId, {
    ...draft,
    preference: draft.preference ?? null,
    experience: draft.experience ?? null,
    validTo: Temporal.PlainDate.from(draft.assessedOn).add({ years: yearsValid }).toString(),
    source: 'staff',
    recordedBy: viewerId,
  })
  await insertRows(db, 'investor_profiles', [row])
  const { items } = await listProfiles(db, customerId)
  return items.find(({ id }) => id === row.id)!
}
