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

/** Of rules that fit the one with the lowest place speaks (`warehouse.product_classes`). */
export async function knownSecurities(db: Db, ids: readonly string[], on: string): Promise<Map<string, KnownSecurity>> {
  const rows = await db.rows<KnownSecurity>(
    'analysis.securities',
    `select s.id, s.code, s.name, s.sector, s.market, c.product, c.board, c.risk_grade as grade, coalesce(c.in_turnover, true) as "inTurnover"
     from securities s left join lateral (
       select * from warehouse.product_classes r
       where $2::date between r.valid_from and coalesce(r.valid_to, 'infinity')
         and (r.category_pattern is null or concat_ws(' ', s.category, s.sub_category) ~* r.category_pattern)
         and (r.code_pattern is null or s.code ~ r.code_pattern) and (r.name_pattern is null or s.name ~ r.name_pattern)
         and (r.market_pattern is null or upper(s.market) ~ r.market_pattern)
       order by r.place, r.valid_from desc limit 1) c on true
     where s.id = any ($1::uuid[])`,
    [ids, on],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
