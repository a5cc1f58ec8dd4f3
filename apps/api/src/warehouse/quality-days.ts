import type { stagedIndicators } from '@rapport/contract/administration/quality'
import type { Loader } from '@rapport/database/as-loader'
import type { Batch, Counts, Totals } from './batches.ts'

type Indicator = (typeof stagedIndicators)[number]
/** A part of a whole: numerator and denominator. */
type Part = readonly [numerator: number, denominator: number]

interface Measured extends Counts, Pick<Totals, 'cells' | 'judged'> {
  /** Rows that only name again what another row of the file names. */
  again: number
}

/**
 * The quality indicators of one file (domain.md 7): cells that must say something and do, rows that name what no other row
 * names, rows that came with their own day, judgements by rules that were kept. Of nothing, 0 of 0.
 */
export function indicatorsOf({ rowsIn, late, cells, again, judged }: Measured): Record<Indicator, Part> {
  const violations = Object.values(judged.broken).reduce((sum, count) => sum + count, 0)
  return {
    completeness: [cells.expected - cells.missing, cells.expected],
    uniqueness: [rowsIn - again, rowsIn],
    timeliness: [rowsIn - late, rowsIn],
    consistency: [judged.checks - violations, judged.checks],
  }
}

/** Writes the indicators of an item and day: those of the file that was staged last. */
export async function keepQuality(
  loader: Loader,
  { businessDate }: Pick<Batch, 'businessDate'>,
  itemId: string,
  measured: Measured,
): Promise<void> {
  const rows = Object.entries(indicatorsOf(measured)).map(([indicator, [numerator, denominator]]) => ({
    indicator,
    numerator,
    denominator,
  }))
  await loader.query(
    `insert into quality_days (item_id, day, indicator, numerator, denominator)
     select $1, $2, indicator, numerator, denominator
     from json_to_recordset($3) as r (indicator text, numerator bigint, denominator bigint)
     on conflict (item_id, day, indicator) do update set numerator = excluded.numerator, denominator = excluded.denominator`,
    [itemId, businessDate, JSON.stringify(rows)],
  )
}
