import type { Security, securities } from '@rapport/contract/customer/securities'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

const columns = `id, code, isin, name, short_name as "shortName", category, sub_category as "subCategory", market, sector,
  industry, currency, trim_scale(last_price)::text as "lastPrice",
  (last_price_at at time zone 'Asia/Shanghai')::date as "lastPriceOn", unknown`

/** Securities by code, by keyset; `q` is part of a code, ISIN or name, taken as it is. */
export async function listSecurities(db: Db, { q, unknown, after, limit }: QueryOf<typeof securities.list>) {
  const filter = () =>
    new Conditions('securities')
      .add('unknown', unknown, (place) => `unknown = ${place}`)
      .add(
        'q',
        q?.toLowerCase(),
        (place) => `(position(${place} in lower(code)) > 0 or position(${place} in lower(coalesce(isin, ''))) > 0
          or position(${place} in lower(coalesce(name, ''))) > 0 or position(${place} in lower(coalesce(short_name, ''))) > 0)`,
      )
  const place = placeOf('securities', after, [z.string()])
  const page = filter().add('after', place?.[0], (code) => `code > ${code}`)
  const found = await db.rows<Security>(
    `${page.name}-page`,
    `select ${columns} from securities ${page.where} order by code limit ${page.value(limit + 1)}`,
    page.values,
  )
  const all = filter()
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    `${all.name}-total`,
    `select count(*) as total from securities ${all.where}`,
    all.values,
  )
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('securities', [last.code]) : null }
}

/** One security with its last price. 404 where there is none. */
export async function openSecurity(db: Db, id: string) {
  const [row] = await db.rows<Security>('security', `select ${columns} from securities where id = $1`, [id])
  if (!row) throw new Refused(404, 'not-found')
  return row
}
