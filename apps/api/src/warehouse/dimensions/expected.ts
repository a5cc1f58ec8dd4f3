import type { Loader } from '@rapport/database/as-loader'
import { type Batch, stageOf } from '#warehouse/batches.ts'
import type { Fact } from '#warehouse/facts.ts'

/** Customers and accounts that stand in stages of this business date and are made when those are merged. */
export interface Expected {
  customers: { id: string; customerNo: string; unitId: string }[]
  accounts: { id: string; number: string; customerNo: string; unitId: string }[]
}

/** Whom and what rows of the same day may name although nobody knows them yet: they go in together or not at all. */
export async function expectedOn(
  loader: Loader,
  { id, businessDate }: Pick<Batch, 'id' | 'businessDate'>,
): Promise<Expected> {
  const expected: Expected = { customers: [], accounts: [] }
  const batches = await loader.query<{ id: string; target: string }>(
    `select id, target from warehouse.batches
     where state = 'staged' and business_date = $1 and id <> $2 and target in ('customers', 'accounts') order by id`,
    [businessDate, id],
  )
  for (const { id: other, target } of batches) {
    const stage = stageOf(other)
    const [there] = await loader.query<{ there: boolean }>('select to_regclass($1) is not null as there', [stage])
    if (!there!.there) continue
    const rows = await loader.query<{ id: string; name: string; customerNo: string; unitId: string }>(
      `select distinct on (subject_id) subject_id as id, name, customer_no as "customerNo", unit_id as "unitId"
       from ${stage} where subject_id is not null`,
    )
    for (const { name, customerNo, ...one } of rows)
      if (target === 'customers') expected.customers.push({ ...one, customerNo: name })
      else expected.accounts.push({ ...one, number: name, customerNo })
  }
  return expected
}

/** Whether all whom and what the rows of a stage name are there by now. */
export async function areThere(loader: Loader, { subject, names }: Fact, stage: string): Promise<boolean> {
  if (subject !== 'customer_id') return true
  const missing = (column: string, table: string) =>
    `exists (select from ${stage} s where not exists (select from ${table} t where t.id = s.${column}))`
  const all = [missing('customer_id', 'customers'), ...(names.account ? [missing('account_id', 'accounts')] : [])]
  const [row] = await loader.query<{ missing: boolean }>(`select ${all.join(' or ')} as missing`)
  return !row!.missing
}
