import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Outcome, WriteMeans, Written } from '#features/customer/imports/kinds/kind.ts'
import { change, insertion, writeAll } from '#features/customer/imports/kinds/statements.ts'
import type { SecuritySaid } from './check.ts'

interface Facts {
  id: string
  code: string
  isin: string | null
  name: string | null
  shortName: string | null
  category: string | null
  subCategory: string | null
  market: string | null
  sector: string | null
  industry: string | null
  currency: string
  asOf: string | null
  unknown: boolean
  importId: string | null
}
interface State {
  facts: Facts
  /** As it was before this block; null when it is made here. */
  before: string | null
  rows: number[]
}

/** Writes a block of securities: of several records of one the latest is kept, of two of one day the later in the file. */
export async function writeSecurities(
  db: Db,
  rows: readonly SecuritySaid[],
  { mode, importId }: WriteMeans,
): Promise<Written> {
  const states = await load(db, rows)
  const outcomes = rows.map((row, i): Outcome => {
    const there = states.get(row.code)
    if (!there) {
      if (mode === 'update') return [{ field: 'code', code: 'missing' }]
      states.set(row.code, { facts: made(row, importId), before: null, rows: [i] })
      return 'created'
    }
    if (mode === 'create' && there.facts.importId !== importId) return [{ field: 'code', code: 'exists' }]
    there.rows.push(i)
    return apply(there.facts, row) ? 'updated' : 'unchanged'
  })
  const changed = [...states.values()].filter(
    ({ facts, before }) => before !== null && before !== JSON.stringify(facts),
  )
  // A file of several records of one security, read again, comes to the same in the end: none of them changed anything.
  for (const { facts, before, rows: touched } of states.values())
    if (before === JSON.stringify(facts)) for (const i of touched) outcomes[i] = 'unchanged'
  await writeAll(db, [
    () => insertion('securities', [...states.values()].filter(({ before }) => before === null).map(rowOf)),
    () => change('securities', changed.map(rowOf)),
  ])
  return { outcomes, made: {} }
}

async function load(db: Db, rows: readonly SecuritySaid[]): Promise<Map<string, State>> {
  const found = await db.rows<Facts>(
    'import-securities',
    `select id, code, isin, name, short_name as "shortName", category, sub_category as "subCategory", market, sector,
       industry, currency, as_of as "asOf", unknown, import_id as "importId"
     from securities where code = any($1::text[]) order by id for update`,
    [[...new Set(rows.map(({ code }) => code))]],
  )
  return new Map(found.map((facts) => [facts.code, { facts, before: JSON.stringify(facts), rows: [] }]))
}

const made = ({ code, told, asOf }: SecuritySaid, importId: string): Facts => ({
  id: newId(),
  code,
  isin: null,
  name: null,
  shortName: null,
  category: null,
  subCategory: null,
  market: null,
  sector: null,
  industry: null,
  ...told,
  currency: told.currency ?? 'CNY',
  asOf,
  unknown: false,
  importId,
})

/** Whether the record changed anything; an older one than is known does not. */
function apply(facts: Facts, { told, asOf }: SecuritySaid): boolean {
  if (asOf !== null && facts.asOf !== null && asOf < facts.asOf) return false
  const before = JSON.stringify(facts)
  Object.assign(facts, told, { asOf: asOf ?? facts.asOf, unknown: false })
  return before !== JSON.stringify(facts)
}

const rowOf = ({ facts }: State) => ({
  id: facts.id,
  code: facts.code,
  isin: facts.isin,
  name: facts.name,
  short_name: facts.shortName,
  category: facts.category,
  sub_category: facts.subCategory,
  market: facts.market,
  sector: facts.sector,
  industry: facts.industry,
  currency: facts.currency,
  as_of: facts.asOf,
  unknown: facts.unknown,
  import_id: facts.importId,
})
