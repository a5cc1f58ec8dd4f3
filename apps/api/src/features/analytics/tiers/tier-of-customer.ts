import type { CustomerTier, DatedTier, TierByHandDraft } from '@rapport/contract/analytics/tiers'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'
import { refuseUnknownTier } from './ladder.ts'

const covers = (one: DatedTier, today: string) =>
  one.validFrom <= today && (one.validTo === null || one.validTo > today)

/** The tier of a customer: what holds, what the rule says, and all there was, latest first. */
export async function tierOfCustomer(db: Db, id: string, viewer: Ask['viewer']): Promise<CustomerTier> {
  await seeCustomer(db, id)
  const today = viewer.described.today
  const history = await db.rows<DatedTier>(
    'tiers-of-customer',
    `select tier, 'rule' as basis, ladder_version as "ladderVersion", tier_assets::text as "tierAssets", null as reason,
       valid_from::text as "validFrom", valid_to::text as "validTo", null::json as "setBy", null as "setAt"
     from warehouse.customer_tiers where customer_id = $1
     union all
     select h.tier, 'hand', null, null, h.reason, h.valid_from::text, h.valid_to::text,
       case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end, ${utc('h.set_at')}
     from tiers_by_hand h left join users u on u.id = h.set_by where h.customer_id = $1
     order by "validFrom" desc, "setAt" desc nulls last`,
    [id],
  )
  const names = await db.rows<CustomerTier['names'][number]>(
    'tier-names',
    `select distinct on (code) code, name, name_zh as "nameZh" from tiers order by code, ladder_version desc`,
    [],
  )
  const holding = (basis: DatedTier['basis']) =>
    history.find((one) => one.basis === basis && covers(one, today)) ?? null
  return {
    present: holding('hand') ?? holding('rule'),
    byRule: holding('rule')?.tier ?? null,
    names,
    history,
    mayChange: viewer.permissions.includes('customer.edit'),
  }
}

/** From today until a day, or until it is taken back; one at a time, the new one ends the old. `until` before tomorrow: 422. */
export async function setByHand(
  db: Db,
  id: string,
  draft: z.output<typeof TierByHandDraft>,
  viewer: Ask['viewer'],
): Promise<CustomerTier> {
  await holdCustomer(db, id)
  const today = viewer.described.today
  if (draft.until !== null && draft.until <= today) throw refusedField('until', 'day.past')
  await refuseUnknownTier(db, draft.tier)
  await db.because(draft.reason)
  await end(db, id, viewer)
  await db.rows(
    'tier-by-hand',
    `insert into tiers_by_hand (id, customer_id, tier, reason, valid_from, valid_to, set_by)
     values ($1, $2, $3, $4, $5::date, $6::date, $7)`,
    [newId(), id, draft.tier, draft.reason, today, draft.until, viewer.id],
  )
  return tierOfCustomer(db, id, viewer)
}

/** The rule holds again from today on. 404 where nobody gave the customer a tier. */
export async function takeBack(db: Db, id: string, viewer: Ask['viewer']): Promise<CustomerTier> {
  await holdCustomer(db, id)
  if ((await end(db, id, viewer)).length === 0) throw new Refused(404, 'not-found')
  return tierOfCustomer(db, id, viewer)
}

const end = (db: Db, id: string, viewer: Ask['viewer']) =>
  db.rows(
    'tier-by-hand-end',
    `update tiers_by_hand set valid_to = $2::date, ended_by = $3, ended_at = clock_timestamp()
     where customer_id = $1 and valid_from <= $2::date and (valid_to is null or valid_to > $2::date) returning 1`,
    [id, viewer.described.today, viewer.id],
  )
