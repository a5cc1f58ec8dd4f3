import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { insertion, writeAll } from './statements.ts'

/**
 * Customers in sight by number: the id, or null where two have the number and neither can be meant. The number of one that
 * was merged into another means that other.
 */
export async function customersByNo(db: Db, numbers: Iterable<string>): Promise<Map<string, string | null>> {
  const found = await db.rows<{ id: string; no: string }>(
    'import-customers-by-no',
    `select id, customer_no as no from customers where customer_no = any($1::text[])
     union all
     select customer_id, merged_no from customer_merges m where merged_no = any($1::text[])
       and not exists (select from customers c where c.customer_no = m.merged_no)`,
    [[...new Set(numbers)]],
  )
  const byNo = new Map<string, string | null>()
  for (const { id, no } of found) byNo.set(no, byNo.has(no) ? null : id)
  return byNo
}

/** Fills of a customer who was merged into another are known by the number that she had, beside their own. */
export async function knownByOldNumbers<Row extends { customerNo: string; key: string }>(
  db: Db,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const merged = await db.rows<{ no: string }>(
    'import-merged-numbers',
    `select merged_no as no from customer_merges m where merged_no = any($1::text[])
       and not exists (select from customers c where c.customer_no = m.merged_no)`,
    [[...new Set(rows.map(({ customerNo }) => customerNo))]],
  )
  if (merged.length === 0) return rows
  const old = new Set(merged.map(({ no }) => no))
  return rows.map((row) => (old.has(row.customerNo) ? { ...row, key: `${row.key}\u001f${row.customerNo}` } : row))
}

export async function securitiesByCode(db: Db, codes: Iterable<string>): Promise<Map<string, string>> {
  const found = await db.rows<{ id: string; code: string }>(
    'import-securities-by-code',
    'select id, code from securities where code = any($1::text[])',
    [[...new Set(codes)]],
  )
  return new Map(found.map(({ id, code }) => [code, id]))
}

/** Makes securities that a feed names and no list explained; they stay marked unknown until one does. */
export async function makeSecurities(
  db: Db,
  importId: string,
  wanted: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const rows = [...wanted].map(([code, currency]) => ({
    id: newId(),
    code,
    currency,
    unknown: true,
    import_id: importId,
  }))
  await writeAll(db, [() => insertion('securities', rows)])
  return securitiesByCode(db, wanted.keys())
}
