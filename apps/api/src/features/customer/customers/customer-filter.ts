import type { CustomerFilter } from '@rapport/contract/customer/customers'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { Temporal } from 'temporal-polyfill'
import { riskMonths } from '#features/analytics/models/risk-months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { Refused } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'
import { birthdaysFrom } from './birthdays.ts'
import { searchCondition, searchOf } from './customer-search.ts'

export interface Means {
  seal: Seal
  /** The business day, YYYY-MM-DD. */
  today: string
}
export const meansOf = ({ product, viewer }: Pick<Ask, 'product' | 'viewer'>): Means => ({
  seal: product.seal,
  today: viewer.described.today,
})

/**
 * The filter behind list, count, groups and export, as conditions on `customers c`; there is always at least one.
 * Removed customers are shown to whoever may remove: 403 for others.
 */
export async function conditionsOf(db: Db, filter: CustomerFilter, { seal, today }: Means): Promise<Conditions> {
  const where = new Conditions('c')
  const oneOf = (name: string, column: string, chosen: readonly string[] | undefined) => {
    const known = (place: string) => `${column} = any (${place}::text[])`
    if (chosen?.includes('none')) where.add(`${name}-none`, chosen, (place) => `(${known(place)} or ${column} is null)`)
    else where.add(name, chosen, known)
  }

  if (filter.deleted) await seeRemoved(db)
  where.addPiece(filter.deleted ? 'removed' : 'live', `c.deleted_at is ${filter.deleted ? 'not ' : ''}null`)
  oneOf('kind', 'c.kind', filter.kind)
  oneOf('level', 'c.level', filter.level)
  oneOf('risk', 'c.risk_level', filter.riskLevel)
  oneOf('basis', 'c.risk_basis', filter.riskBasis)
  oneOf('lifecycle', 'c.lifecycle', filter.lifecycle)
  where
    .add('unit', filter.unit, (unit) => `c.unit_id = ${unitsBelow(unit)}`)
    .add('owner', filter.owner, (owner) => `c.owner_id = ${owner}::uuid`)
    .add('from', filter.openedFrom, (day) => `c.opened_on >= ${day}::date`)
    .add('to', filter.openedTo, (day) => `c.opened_on <= ${day}::date`)
    .add('expired', filter.assessmentExpired ? today : null, (day) => `c.assessment_valid_to < ${day}::date`)
    .add('valid-from', filter.assessmentFrom, (day) => `c.assessment_valid_to >= ${day}::date`)
    .add('valid-to', filter.assessmentTo, (day) => `c.assessment_valid_to <= ${day}::date`)
  if (filter.assessmentNone) where.addPiece('unassessed', 'c.assessment_valid_to is null')
  addAge(where, filter, today)
  addCare(where, filter, today)
  if (filter.aboveTolerance)
    where.addPiece(
      'above-tolerance',
      'c.id in (select i.customer_id from warehouse.customer_indicators i where i.value_above_tolerance > 0)',
    )
  where.add(
    'segment',
    filter.segment,
    (segment) =>
      `c.id in (select m.customer_id from segment_memberships m where m.segment_id = ${segment}::uuid and m.left_on is null)`,
  )
  addTraded(where, filter.tradedIn, filter.tradedCurrency)
  addAssets(where, filter)
  addModels(where, filter)
  if (filter.q) {
    const { shape, sql } = searchCondition(searchOf(filter.q, seal, today), where, db.viewer?.scope !== 'own')
    where.addPiece(shape, sql)
  }
  return where
}

/** Who is so many whole years old today; on 28 February somebody born on the 29th is not yet a year older. */
function addAge(where: Conditions, { ageFrom, ageTo, ageNone }: CustomerFilter, today: string) {
  const years = () => `extract(year from age(${where.value(today)}::date, c.birth_on))`
  where
    .add('age-from', ageFrom, (from) => `${years()} >= ${from}::int`)
    .add('age-to', ageTo, (to) => `${years()} <= ${to}::int`)
  if (ageNone) where.addPiece('age-none', 'c.birth_on is null')
}

/** Whom to think of: who has a birthday soon, and whom nobody has contacted for long. */
function addCare(where: Conditions, { birthdayWithin, notContactedFor }: CustomerFilter, today: string) {
  const birthdays = birthdayWithin && birthdaysFrom(today, Number(birthdayWithin))
  where
    .add('birthday', birthdays || undefined, (days) => `to_char(c.birth_on, 'MM-DD') = any (${days}::text[])`)
    .add(
      'not-contacted',
      notContactedFor &&
        Temporal.PlainDate.from(today)
          .subtract({ days: Number(notContactedFor) })
          .toString(),
      (day) =>
        `not exists (select from warehouse.customer_indicators i where i.customer_id = c.id and i.last_contact_on > ${day}::date)`,
    )
}

/** Who traded in a month, in a currency, or both: the customers that a bar of the traded value counts. */
function addTraded(where: Conditions, month: string | undefined, currency: string | undefined) {
  const which = [
    month && `m.month = ${where.value(`${month}-01`)}::date`,
    currency && `m.currency = ${where.value(currency)}`,
  ].filter(Boolean)
  const traded = `select m.customer_id from warehouse.customer_months m where ${which.join(' and ')} and m.trades > 0`
  if (which.length > 0) where.addPiece(`traded${month ? '-in' : ''}${currency ? '-for' : ''}`, `c.id in (${traded})`)
}

/** Whose assets at the end of a month are within a band: the customers that a band of a chart counts. */
function addAssets(where: Conditions, filter: CustomerFilter) {
  const { assetsIn, assetsFrom, assetsBelow, assetsCurrency } = filter
  if (!assetsIn) return
  const held = [
    'm.days > 0',
    `m.month = ${where.value(`${assetsIn}-01`)}::date`,
    `m.currency = ${where.value(assetsCurrency ?? 'CNY')}`,
    assetsFrom && `m.closing_assets >= ${where.value(assetsFrom)}::numeric`,
    assetsBelow && `m.closing_assets < ${where.value(assetsBelow)}::numeric`,
  ].filter(Boolean)
  const which = `assets${assetsFrom ? '-from' : ''}${assetsBelow ? '-below' : ''}`
  where.addPiece(which, `c.id in (select m.customer_id from warehouse.customer_months m where ${held.join(' and ')})`)
}

/** Whom the model held likely to leave in a month, and who went from a tier to another: the customers that such charts count. */
function addModels(where: Conditions, { atRiskIn, tierIn, tierFrom, tierTo }: CustomerFilter) {
  where.add('at-risk', atRiskIn && `${atRiskIn}-01`, (first) => {
    const inMonth = `r.as_of >= ${first}::date and r.as_of < ${first}::date + interval '1 month'`
    return `c.id in (select s.customer_id from ${riskMonths(inMonth)} r join warehouse.customer_scores s
      on s.version_id = r.version_id and s.as_of = r.as_of and s.class = 'high')`
  })
  if (!tierIn) return
  const went = [
    `f.month = ${where.value(`${tierIn}-01`)}::date`,
    tierFrom && `f.from_tier = ${where.value(tierFrom)}`,
    tierTo && `f.to_tier = ${where.value(tierTo)}`,
  ].filter(Boolean)
  const which = `tier${tierFrom ? '-from' : ''}${tierTo ? '-to' : ''}`
  where.addPiece(
    which,
    `c.id in (select f.customer_id from warehouse.customer_tier_flows f where ${went.join(' and ')})`,
  )
}

/** From here on the transaction sees removed customers too; 403 unless the viewer may remove and restore. */
export async function seeRemoved(db: Db) {
  if (!db.viewer?.permissions.includes('customer.delete'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'customer.delete' } })
  await db.seeRemoved()
}
