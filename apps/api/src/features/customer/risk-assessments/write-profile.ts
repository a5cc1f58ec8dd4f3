import type { Db } from '@rapport/database/as-viewer'
import { profileRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'

interface Outcome {
  customerId: string
  on: string
  by: string
  class: string
  validTo: string
  /** Null where the questionnaire does not ask for it: what was known stays. */
  capacity: string | null
}

/** Makes a class the customer's profile of a day; a profile of the same day takes it in, as a day has one. */
export async function writeProfile(db: Db, { customerId, on, by, class: level, validTo, capacity }: Outcome) {
  const changed = await db.rows(
    'investor-profile-assess',
    `update investor_profiles set risk_level = $3, risk_basis = 'assessed', assessed_on = $2::date, valid_to = $4::date,
       investment_capacity = coalesce($5, investment_capacity), capacity_basis = case when $5 is null then capacity_basis else 'assessed' end,
       source = 'questionnaire', recorded_by = $6::uuid, recorded_at = now()
     where customer_id = $1::uuid and as_of = $2::date returning 1`,
    [customerId, on, level, validTo, capacity, by],
  )
  if (changed.length > 0) return
  const [known] = await db.rows<{
    capacity: string | null
    basis: string
    preference: string | null
    experience: string | null
  }>(
    'investor-profile-before',
    `select investment_capacity as capacity, capacity_basis as basis, preference, experience from investor_profiles
     where customer_id = $1::uuid and as_of < $2::date order by as_of desc limit 1`,
    [customerId, on],
  )
  const row = profileRow(customerId, {
    ...{
      asOf: on,
      riskLevel: level,
      riskBasis: 'assessed',
      assessedOn: on,
      validTo,
      recordedBy: by,
      source: 'questionnaire',
    },
    ...{ preference: known?.preference ?? null, experience: known?.experience ?? null },
    investmentCapacity: capacity ?? known?.capacity ?? null,
    capacityBasis: capacity ? 'assessed' : (known?.basis ?? 'unavailable'),
  } as Parameters<typeof profileRow>[1])
  await insertRows(db, 'investor_profiles', [row])
}

/** Gives back the class before a day's assessments: that of the latest profile of an earlier day, or none. */
export async function takeBackProfile(db: Db, customerId: string, on: string) {
  await db.rows(
    'investor-profile-take-back',
    `update investor_profiles p set (risk_level, risk_basis, assessed_on, valid_to) = (
       select e.risk_level, coalesce(e.risk_basis, 'unavailable'), e.assessed_on, e.valid_to from (select 1) one left join lateral (
         select * from investor_profiles e where e.customer_id = p.customer_id and e.as_of < p.as_of order by e.as_of desc limit 1) e on true)
     where p.customer_id = $1::uuid and p.as_of = $2::date`,
    [customerId, on],
  )
}
