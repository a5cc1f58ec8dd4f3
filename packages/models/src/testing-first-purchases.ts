import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Holdings, holdingsOf } from './holdings.ts'
import { rowsIn, SHARED } from './testing.ts'

/** Where FAR-Trans lies (Sanz-Cruzado, Droukas, McCreadie 2024). */
export const FAR_TRANS = join(SHARED, 'far-trans')

/** A split in time: what was held before a day, and what those who held something bought first after it. */
export interface Split {
  timePoint: string
  holdings: Holdings
  bought: Map<number, Set<number>>
  /** A number for each customer by type and class of risk. */
  groupOf: number[]
}

/** The splits of the published benchmark whose test lies inside the file, with pairs from windows that begin before the time point. */
export function firstPurchaseSplits(): Split[] {
  const purchases = rowsIn(join(FAR_TRANS, 'first_acquisitions.csv.gz'), ',')
  const [customers, items] = [new Map<unknown, number>(), new Map<unknown, number>()]
  const place = (of: Map<unknown, number>, key: unknown) => of.get(key) ?? of.set(key, of.size).size - 1
  const rows = purchases.map(({ customerID, ISIN, window_start }) => ({
    customer: place(customers, customerID),
    item: place(items, ISIN),
    at: String(window_start),
  }))
  const end = purchases
    .map(({ window_end }) => String(window_end))
    .sort()
    .at(-1)!
  const groupOf = groupsOf(customers)
  return splitDays()
    .filter(({ testEnd }) => testEnd <= end)
    .map(({ timePoint, testEnd }) => {
      const before = rows.filter(({ at }) => at < timePoint)
      const holdings = holdingsOf(
        before.map(({ customer, item }) => [customer, item] as const),
        customers.size,
        items.size,
      )
      const bought = new Map<number, Set<number>>()
      for (const { customer, item, at } of rows)
        if (at >= timePoint && at < testEnd && holdings.itemsOf[customer]!.length > 0)
          bought.set(customer, (bought.get(customer) ?? new Set()).add(item))
      return { timePoint, holdings, bought, groupOf }
    })
}

function splitDays(): { timePoint: string; testEnd: string }[] {
  const [, ...lines] = readFileSync(join(FAR_TRANS, 'benchmark_splits.csv'), 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const [, timePoint, testEnd] = line.split(',')
    return { timePoint: timePoint!, testEnd: testEnd! }
  })
}

function groupsOf(customers: ReadonlyMap<unknown, number>): number[] {
  const groups = new Map<string, number>()
  const groupOf = new Array<number>(customers.size).fill(0)
  const place = (name: string) => groups.get(name) ?? groups.set(name, groups.size + 1).size
  for (const { customerID, customerType, riskLevel } of rowsIn(join(FAR_TRANS, 'customer_information.csv.gz'), ',')) {
    const customer = customers.get(customerID)
    if (customer !== undefined)
      groupOf[customer] = place(`${customerType}/${String(riskLevel).replace('Predicted_', '')}`)
  }
  return groupOf
}
