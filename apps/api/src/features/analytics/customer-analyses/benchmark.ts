import type { CustomerAnalysisReply } from '@rapport/contract/analytics/customer-analyses'
import type { Db } from '@rapport/database/as-viewer'

type Choice = CustomerAnalysisReply['benchmarks'][number]

/** A benchmark with what it closed at on a day, carried from the last day that has a close; null before its first. */
export interface Benchmark extends Choice {
  closeOn: (day: string) => number | null
}

/** Indices that have closes, by code; behind them broad funds, which do where no index is loaded. */
export const benchmarkChoices = (db: Db) =>
  db.rows<Choice>(
    'analysis.benchmarks',
    `select s.id, s.code, s.name from securities s
     where (s.category ~* 'index|指数' or s.sub_category ~ '宽基') and exists (select from warehouse.closes c where c.security_id = s.id)
     order by s.category !~* 'index|指数', s.code !~ '^000300', s.code`,
    [],
  )

/** How far before a period its first close is looked for. */
const LONGEST_PAUSE = '40 days'

/** The one wanted, else the first of the choices; null where there is none. */
export async function benchmarkOver(
  db: Db,
  choices: readonly Choice[],
  wanted: string | undefined,
  beginOn: string,
  to: string,
): Promise<Benchmark | null> {
  const chosen = choices.find(({ id }) => id === wanted) ?? choices[0]
  if (!chosen) return null
  const closes = await db.rows<{ day: string; close: number }>(
    'analysis.benchmark-closes',
    `select day, close::float8 as close from warehouse.closes
     where security_id = $1::uuid and day between $2::date - interval '${LONGEST_PAUSE}' and $3::date and close > 0 order by day`,
    [chosen.id, beginOn, to],
  )
  return { ...chosen, closeOn: carried(closes) }
}

function carried(closes: readonly { day: string; close: number }[]) {
  return (day: string): number | null => {
    let [low, high] = [0, closes.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (closes[middle]!.day <= day) low = middle + 1
      else high = middle
    }
    return closes[low - 1]?.close ?? null
  }
}
