import type { securities } from '@rapport/contract/customer/securities'
import type { QueryOf, ReplyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { adjustedCloses } from '@rapport/finance/adjusted'
import { Refused, refusedField } from '#http/refused.ts'

const MOST_DAYS = 3_660
const DAY = 86_400_000

type Prices = ReplyOf<typeof securities.prices>

/**
 * The closes of a security from `from` to `to`, adjusted by all ex days that followed, also those after `to`. 404 for no such
 * security, 422 for a stretch that is too long.
 */
export async function pricesOf(db: Db, id: string, { from, to }: QueryOf<typeof securities.prices>): Promise<Prices> {
  if ((Date.parse(to) - Date.parse(from)) / DAY > MOST_DAYS) throw refusedField('to', 'range.too-long')
  const [security] = await db.rows<{ currency: string }>(
    'security-currency',
    'select currency from securities where id = $1',
    [id],
  )
  if (!security) throw new Refused(404, 'not-found')
  const closes = await db.rows<{ day: string; close: string }>(
    'security-closes',
    `select day, trim_scale(close)::text as close from warehouse.closes
     where security_id = $1 and origin = 'price' and day between $2 and $3 order by day`,
    [id, from, to],
  )
  const exDays = await db.rows<Prices['exDays'][number]>(
    'security-ex-days',
    `select e.ex_on as day, trim_scale(e.close_before)::text as "closeBefore", trim_scale(e.previous_close)::text as "previousClose",
       exists (select from warehouse.corporate_actions a where a.security_id = e.security_id and a.ex_on = e.ex_on) as explained
     from warehouse.ex_days e where e.security_id = $1 and e.ex_on >= $2 order by e.ex_on`,
    [id, from],
  )
  const adjusted = adjustedCloses(closes, exDays)
  return {
    items: closes.map((one, i) => ({ ...one, adjusted: adjusted[i]! })),
    exDays: exDays.filter(({ day }) => day <= to),
    currency: security.currency,
    asOf: closes.at(-1)?.day ?? null,
  }
}
