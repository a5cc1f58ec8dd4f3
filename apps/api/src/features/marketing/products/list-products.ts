import type { QueryOf } from '@rapport/contract/endpoint'
import { type ProductRow, productStandings, type products, riskGrades } from '@rapport/contract/marketing/products'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { productRow, productTables } from './product-rows.ts'

/** Products by code, by keyset; `q` is part of a code, a name in either language or the issuer, taken as it is. */
export async function listProducts(db: Db, query: QueryOf<typeof products.list>, today: string) {
  const { q, type, risk, term, standing, complex, after, limit } = query
  const filter = () => {
    const conditions = new Conditions('products')
    conditions.value(today)
    return conditions
      .add(
        'q',
        q?.toLowerCase(),
        (place) => `(position(${place} in lower(p.code)) > 0 or position(${place} in lower(p.name)) > 0
          or position(${place} in lower(p.name_zh)) > 0 or position(${place} in lower(p.issuer)) > 0)`,
      )
      .add('type', type, (place) => `p.type = any (${place}::text[])`)
      .add('risk', risk, (place) => `product_grade(p.id, $1::date) = any (${place}::smallint[])`)
      .add('term', term, (place) => `coalesce(p.term_days, 0) <= ${place}::int`)
      .add('standing', standing, (place) => `product_standing(p, $1::date) = any (${place}::text[])`)
      .add('complex', complex, (place) => `p.complex = ${place}`)
  }
  const place = placeOf('products', after, [z.string()])
  const page = filter().add('after', place?.[0], (code) => `p.code > ${code}`)
  const found = await db.rows<{ item: ProductRow }>(
    page.name && `${page.name}-page`,
    `select ${productRow} as item from ${productTables} ${page.where} order by p.code limit ${page.value(limit + 1)}`,
    page.values,
  )
  const all = filter()
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    all.name && `${all.name}-total`,
    `select count(*)::int as total from products p where $1::date is not null ${all.where.replace(/^where/, 'and')}`,
    all.values,
  )
  const items = found.slice(0, limit).map(({ item }) => item)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('products', [last.code]) : null }
}

/** How many stand how today, and what of each risk is on the shelf. */
export async function countProducts(db: Db, today: string) {
  const rows = await db.rows<{ standing: (typeof productStandings)[number]; grade: number | null; n: number }>(
    'product-counts',
    `select product_standing(p, $1::date) as standing, product_grade(p.id, $1::date) as grade, count(*)::int as n from products p group by 1, 2`,
    [today],
  )
  const sum = (of: typeof rows) => of.reduce((total, { n }) => total + n, 0)
  const byStanding = (name: string) => rows.filter(({ standing }) => standing === name)
  return {
    standing: Object.fromEntries(productStandings.map((name) => [name, sum(byStanding(name))])) as Record<
      (typeof productStandings)[number],
      number
    >,
    onShelf: Object.fromEntries(
      riskGrades.map((grade) => [grade, sum(byStanding('on-shelf').filter((one) => String(one.grade) === grade))]),
    ) as Record<(typeof riskGrades)[number], number>,
  }
}
