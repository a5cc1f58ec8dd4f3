import type { CustomerFilter, customerGroupings } from '@rapport/contract/customer/customers'
import type { Db } from '@rapport/database/as-viewer'
import { conditionsOf, type Means } from './customer-filter.ts'

/** What customers are counted by; only units and owners have names of their own. */
const groupings = {
  level: { key: 'c.level', name: 'null', from: '' },
  riskLevel: { key: 'c.risk_level', name: 'null', from: '' },
  lifecycle: { key: 'c.lifecycle', name: 'null', from: '' },
  kind: { key: 'c.kind', name: 'null', from: '' },
  unit: { key: 'c.unit_id', name: 'n.name', from: 'join units n on n.id = g.key' },
  owner: { key: 'c.owner_id', name: 'n.name', from: 'left join users n on n.id = g.key' },
} as const

/** How many customers of the filter have each value of a property, most first; the counts add up to `total`. */
export async function groupCustomers(
  db: Db,
  filter: CustomerFilter,
  by: (typeof customerGroupings)[number],
  means: Means,
) {
  const where = await conditionsOf(db, filter, means)
  const { key, name, from } = groupings[by]
  const items = await db.rows<{ key: string | null; name: string | null; count: number }>(
    where.name && `groups-${by}:${where.name}`,
    `select g.key::text, ${name} as name, g.count
     from (select ${key} as key, count(*) from customers c ${where.where} group by 1) g ${from}
     order by g.count desc, name, g.key`,
    where.values,
  )
  return { total: items.reduce((sum, { count }) => sum + count, 0), items }
}
