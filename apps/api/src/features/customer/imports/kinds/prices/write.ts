import type { Db } from '@rapport/database/as-viewer'
import type { Outcome, WriteMeans, Written } from '#features/customer/imports/kinds/kind.ts'
import { makeSecurities, securitiesByCode } from '#features/customer/imports/kinds/references.ts'
import { insertion, monthsOf, writeAll } from '#features/customer/imports/kinds/statements.ts'
import { businessDay } from '#product.ts'
import type { PriceSaid } from './prices.ts'

interface PriceRow {
  security_id: string
  priced_on: string
  priced_at: string
  price: string
  batch_id: string
}

const dayOf = (at: string) => businessDay(new Date(at))

/** Writes a block of prices: one a security and instant; another price for the same instant corrects it. */
export async function writePrices(
  db: Db,
  rows: readonly PriceSaid[],
  { mode, importId }: WriteMeans,
): Promise<Written> {
  const securities = await securitiesByCode(
    db,
    rows.map(({ securityCode }) => securityCode),
  )
  const unknown = new Map(
    mode === 'update'
      ? []
      : rows.filter((row) => !securities.has(row.securityCode)).map((row) => [row.securityCode, row.currency] as const),
  )
  if (unknown.size > 0) for (const [code, id] of await makeSecurities(db, importId, unknown)) securities.set(code, id)

  const known = await knownPrices(db, rows, securities)
  const changed = new Map<string, PriceRow>()
  const outcomes = rows.map((row): Outcome => {
    const securityId = securities.get(row.securityCode)
    const place = `${securityId} ${row.at}`
    const there = known.get(place)
    if (!securityId || (!there && mode === 'update')) return [{ field: 'pricedAt', code: 'missing' }]
    if (there && mode === 'create' && there.importId !== importId) return [{ field: 'pricedAt', code: 'exists' }]
    if (there?.price === row.price) return 'unchanged'
    known.set(place, { price: row.price, importId })
    changed.set(place, {
      security_id: securityId,
      priced_on: dayOf(row.at),
      priced_at: row.at,
      price: row.price,
      batch_id: importId,
    })
    return there ? 'updated' : 'created'
  })
  const rowsToWrite = [...changed.values()]
  await writeAll(db, [
    () =>
      monthsOf(
        'prices',
        rowsToWrite.map(({ priced_on }) => priced_on),
      ),
    () => insertion('prices', rowsToWrite),
  ])
  return { outcomes, made: { securities: unknown.size } }
}

async function knownPrices(db: Db, rows: readonly PriceSaid[], securities: ReadonlyMap<string, string>) {
  const asked = rows.filter((row) => securities.has(row.securityCode))
  const found = await db.rows<{ securityId: string; at: string; price: string; importId: string | null }>(
    'import-prices-known',
    `select p.security_id as "securityId", p.priced_at as at, p.price, p.batch_id as "importId"
     from unnest($1::uuid[], $2::date[], $3::timestamptz[]) as asked (security_id, day, priced_at)
     join warehouse.prices p
       on p.security_id = asked.security_id and p.priced_on = asked.day and p.priced_at = asked.priced_at`,
    [asked.map((row) => securities.get(row.securityCode)), asked.map(({ at }) => dayOf(at)), asked.map(({ at }) => at)],
  )
  return new Map(found.map(({ securityId, at, price, importId }) => [`${securityId} ${at}`, { price, importId }]))
}
