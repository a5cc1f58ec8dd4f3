import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { openCustomer } from '../apps/api/src/features/customer/customers/customers.ts'
import { listCustomers } from '../apps/api/src/features/customer/customers/list-customers.ts'
import { planVisit } from '../apps/api/src/features/service/care-visits/care-visits.ts'
import { captured, type Statement, withCondition } from './captured.ts'

export interface World {
  seal: Seal
  today: string
  viewerId: string
  /** Customers of the viewer. */
  customerIds: string[]
  searches: string[]
}

export interface Operation {
  name: string
  /** What the product is asked; several are asked in turn. */
  calls: { method: 'GET' | 'POST'; path: string; body?: () => string }[]
  /** The product's own statements with the owner written into them. */
  statements: Statement[]
  /** The baseline's route does the same work for the same bytes: a new id for each insert. */
  fresh?: (values: unknown[]) => unknown[]
}

const first = { sort: 'name', direction: 'asc', after: undefined, limit: 50 } as const
const inTurn = <T>(items: T[]) => {
  let i = 0
  return () => items[i++ % items.length]!
}

/** The four things that an account manager does all day, as the product does them and as bare SQL. */
export async function operations({ seal, today, viewerId, customerIds, searches }: World): Promise<Operation[]> {
  const means = { seal, today }
  const own = (statement: Statement) => withCondition(statement, `c.owner_id = '${viewerId}'::uuid`)
  const list = await captured('own', (db) => listCustomers(db, first, means))
  const open = await Promise.all(customerIds.map((id) => captured('own', (db) => openCustomer(db, id))))
  const search = await Promise.all(
    searches.map((q) => captured('own', (db) => listCustomers(db, { ...first, q }, means))),
  )
  const nextCustomer = inTurn(customerIds)
  const plan = () =>
    ({
      customerId: nextCustomer(),
      kind: 'care',
      channel: 'phone',
      plannedOn: today,
      plannedTime: null,
      purpose: null,
    }) as const
  const viewer = { id: viewerId } as Parameters<typeof planVisit>[1]
  const insert = await captured('own', (db) => planVisit(db, viewer, plan(), today))
  return [
    { name: 'list page (50 rows and count)', calls: [{ method: 'GET', path: '/customers' }], statements: [own(list)] },
    {
      name: 'customer page',
      calls: customerIds.map((id) => ({ method: 'GET', path: `/customers/${id}` })),
      statements: open.map(own),
    },
    {
      name: 'search',
      calls: searches.map((q) => ({ method: 'GET', path: `/customers?q=${encodeURIComponent(q)}` })),
      statements: search.map(own),
    },
    {
      name: 'insert of a visit',
      calls: [{ method: 'POST', path: '/care-visits', body: () => JSON.stringify(plan()) }],
      statements: [insert],
      fresh: (values) => [newId(), nextCustomer(), ...values.slice(2)],
    },
  ]
}
