import type { Db } from '@rapport/database/as-viewer'

/** What is known of a security at a day, and what the firm's rules of that day make of it; null where none fits. */
export interface KnownSecurity {
  id: string
  code: string
  name: string | null
  sector: string | null
  market: string | null
  product: string | null
  board: string | null
  grade: number | null
  inTurnover: boolean
}

/** Securities by id as the rules of a day class them (`warehouse.product_class_of`). */
export async function knownSecurities(db: Db, ids: readonly string[], on: string): Promise<Map<string, KnownSecurity>> {
  const rows = await db.rows<KnownSecurity>(
    'analysis.securities',
    `select s.id, s.code, s.name, s.sector, s.market, c.product, c.board, c.risk_grade as grade, coalesce(c.in_turnover, true) as "inTurnover"
     from securities s
     left join lateral warehouse.product_class_of(s.category, s.sub_category, s.code, s.name, s.market, $2::date) c on true
     where s.id = any ($1::uuid[])`,
    [ids, on],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
