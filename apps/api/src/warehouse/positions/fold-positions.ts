import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Loader } from '@rapport/database/as-loader'
import { formatUnits } from '@rapport/finance/decimal'
import type { PositionDay } from '@rapport/finance/position-days'
import { money, QUANTITY_PLACES } from '@rapport/finance/scales'
import { linesOf } from '#warehouse/copy-lines.ts'
import { EventFold } from './event-fold.ts'
import { positionEvents } from './position-events.ts'

const CHUNK = 1 << 17

/** Folds the events of dirty positions as they stream by, and copies the days that come of it by another connection. */
export async function foldPositions(
  reading: Loader,
  writing: Loader,
  { dirty, since, folded }: { dirty: string; since: string; folded: string },
): Promise<void> {
  const copy = writing.copyIn(`copy ${folded} from stdin`)
  const failed = once(copy, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined)
  let lines = ''
  const folding = new EventFold({
    day: (n, currency, row) => {
      lines += lineOf(n, currency, row)
    },
  })
  for await (const events of linesOf(reading.copyOut(`copy (${positionEvents(dirty, since)}) to stdout`))) {
    for (const event of events) folding.take(event)
    if (lines.length < CHUNK) continue
    const chunk = lines
    lines = ''
    if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), failed])
  }
  folding.end()
  copy.end(lines)
  await Promise.race([finished(copy), failed])
}

/** The columns of a folded day, as they are copied. */
export const foldedColumns =
  'n int, day date, currency text, quantity numeric, cost numeric, realised numeric, dividends numeric, realised_on_day numeric, dividends_on_day numeric, cash_on_day numeric, flow_on_day numeric'

function lineOf(n: string, currency: string, row: PositionDay): string {
  const sums = [
    row.cost,
    row.realised,
    row.dividends,
    row.realisedOnDay,
    row.dividendsOnDay,
    row.cashOnDay,
    row.flowOnDay,
  ]
  return `${n}\t${row.day}\t${currency}\t${formatUnits(row.quantity, QUANTITY_PLACES)}\t${sums.map(money).join('\t')}\n`
}
