import type { ControlTotals, FixedTrailer, Trailer } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { Declared } from '#warehouse/collect/totals/declared.ts'

/** Holds a file to its last record: the one that declares its totals must come, once, and nothing behind it. */
export class Ending {
  private seen = false
  constructor(private readonly expected: boolean) {}

  /** A record of data comes. */
  record() {
    if (this.seen) throw new CannotRead('file.rows-after-trailer')
  }

  trailer(totals: ControlTotals): ControlTotals {
    this.record()
    this.seen = true
    return totals
  }

  end() {
    if (this.expected && !this.seen) throw new CannotRead('file.trailer-missing')
  }
}

/** The totals in the cells of a trailer. */
export function trailerTotals(trailer: Trailer, cells: string[], delimiter: string, comma: boolean): ControlTotals {
  const own = trailer.delimiter === undefined ? cells : cells.join(delimiter).split(trailer.delimiter)
  const declared = new Declared(comma)
  for (const total of trailer.totals)
    if (!declared.take(total, own[total.at - 1] ?? '')) throw new CannotRead('file.trailer-shape', { at: total.at })
  return declared.totals
}

export function fixedTotals(trailer: FixedTrailer, line: Buffer, comma: boolean): ControlTotals {
  const declared = new Declared(comma)
  for (const total of trailer.totals) {
    const from = total.start - 1
    const text = line.toString('latin1', Math.min(from, line.length), Math.min(from + total.length, line.length))
    if (!declared.take(total, text)) throw new CannotRead('file.trailer-shape', { at: total.start })
  }
  return declared.totals
}
