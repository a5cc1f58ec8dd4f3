import type { CustomerFilter } from '@rapport/contract/customer/customers'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { Refused } from '#http/refused.ts'
import { searchCondition, searchOf } from './customer-search.ts'

/** What a filter means, as SQL over `customers c`. One text for each `shape`, whatever the values are. */
export interface Condition {
  shape: string
  text: string
  values: unknown[]
}
export interface Means {
  seal: Seal
  /** The business day, YYYY-MM-DD. */
  today: string
}

/** Statements of at most one filter are prepared; so many combinations of more are possible that they are not. */
export const preparedName = (statement: string, { shape }: Condition) =>
  shape.includes('+') ? '' : `${statement}:${shape}`

/** The filter behind list, count, groups and export. Removed customers are shown to whoever may remove: else 403. */
export async function conditionOf(db: Db, filter: CustomerFilter, { seal, today }: Means): Promise<Condition> {
  const parts: string[] = []
  const shape: string[] = []
  const values: unknown[] = []
  const add = (value: unknown) => `$${values.push(value)}`
  const when = <T>(name: string, value: T | undefined, part: (value: T) => string) => {
    if (value === undefined) return
    shape.push(name)
    parts.push(part(value))
  }
  const oneOf = (name: string, column: string, chosen: readonly string[] | undefined) =>
    when(chosen?.includes('none') ? `${name}-none` : name, chosen, (list) => {
      const known = `${column} = any (${add(list)}::text[])`
      return list.includes('none') ? `(${known} or ${column} is null)` : known
    })

  if (filter.deleted) await seeRemoved(db)
  if (filter.deleted) shape.push('deleted')
  parts.push(`c.deleted_at is ${filter.deleted ? 'not ' : ''}null`)
  oneOf('kind', 'c.kind', filter.kind)
  oneOf('level', 'c.level', filter.level)
  oneOf('risk', 'c.risk_level', filter.riskLevel)
  oneOf('basis', 'c.risk_basis', filter.riskBasis)
  oneOf('lifecycle', 'c.lifecycle', filter.lifecycle)
  when(
    'unit',
    filter.unit,
    (unit) => `c.unit_id in (select a.descendant_id from unit_ancestry a where a.ancestor_id = ${add(unit)}::uuid)`,
  )
  when('owner', filter.owner, (owner) => `c.owner_id = ${add(owner)}::uuid`)
  when('from', filter.openedFrom, (day) => `c.opened_on >= ${add(day)}::date`)
  when('to', filter.openedTo, (day) => `c.opened_on <= ${add(day)}::date`)
  when(
    'traded',
    filter.tradedIn,
    (month) => `c.id in (select m.customer_id from customer_months m
      where m.month = ${add(`${month}-01`)}::date and m.trades > 0)`,
  )
  when('expired', filter.assessmentExpired || undefined, () => `c.assessment_valid_to < ${add(today)}::date`)
  const wide = db.viewer?.scope !== 'own'
  when(wide ? 'q-wide' : 'q', filter.q, (q) => searchCondition(searchOf(q, seal, today), add, wide))
  return { shape: shape.join('+'), text: parts.join(' and '), values }
}

/** From here on the transaction sees removed customers too; 403 unless the viewer may remove and restore. */
export async function seeRemoved(db: Db) {
  if (!db.viewer?.permissions.includes('customer.delete'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'customer.delete' } })
  await db.seeRemoved()
}
