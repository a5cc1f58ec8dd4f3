/** One row of a file as its cells, or what is wrong with it as a row. */
export interface FileRow {
  cells: string[]
  fault: RowFault | null
}
export type RowFault = 'row.too-large' | 'row.quote-unclosed' | 'row.encoding'

/** Characters of the longest row that is read: a customer's note is 2,000. */
const LONGEST_ROW = 262_144
/** Of a row that cannot be read, so much is kept for the person to recognise it by. */
const KEPT = 1_000
const QUOTE = 34
const LF = 10
const CR = 13
const UNFINISHED = -1
const BROKEN = -2

/**
 * Reads rows out of text that comes in pieces: RFC 4180 with any of the line ends LF, CRLF and CR, and a delimiter of one
 * character. Unlike a parser of well-formed files it goes on after a row that is broken: a quote that nobody closed costs
 * the line it stands in, a row without end is skipped to the end of its line. Blank lines are no rows.
 */
export class RowReader {
  private rest = ''
  /** Inside a row that is too long: everything up to the next line end is dropped. */
  private skipping = false

  constructor(
    private readonly delimiter: string,
    private readonly longest = LONGEST_ROW,
  ) {}

  /** The rows that are whole with this piece; `last` says that nothing follows. */
  *read(piece: string, last: boolean): Generator<FileRow> {
    const text = this.rest + piece
    let at = 0
    while (at < text.length) {
      if (this.skipping) {
        const end = lineEnd(text, at)
        if (end < 0) at = text.length
        else {
          this.skipping = false
          at = afterLineEnd(text, end)
        }
        continue
      }
      const cells: string[] = []
      const end = this.row(text, at, last, cells)
      if (end >= 0) {
        if (cells.length > 1 || cells[0] !== '') yield { cells, fault: faultIn(cells) }
        at = end
        continue
      }
      if (end === UNFINISHED && !last && text.length - at <= this.longest) break
      // A quote that is not closed where a cell ends, or no end in sight: give up this line, and begin again after it.
      const stop = lineEnd(text, at)
      const line = text.slice(at, stop < 0 ? text.length : stop)
      const fault = line.length > this.longest ? 'row.too-large' : 'row.quote-unclosed'
      yield { cells: [line.slice(0, KEPT)], fault }
      this.skipping = stop < 0 && !last
      at = stop < 0 ? text.length : afterLineEnd(text, stop)
    }
    this.rest = text.slice(at)
  }

  /** Fills `cells` and returns where the next row begins, or that it does not end in this text, or is broken. */
  private row(text: string, from: number, last: boolean, cells: string[]): number {
    const delimiter = this.delimiter.charCodeAt(0)
    let at = from
    for (;;) {
      let cell = ''
      if (text.charCodeAt(at) === QUOTE) {
        let start = at + 1
        for (;;) {
          const quote = text.indexOf('"', start)
          if (quote < 0 || (quote === text.length - 1 && !last)) return UNFINISHED
          cell += text.slice(start, quote)
          at = quote + 1
          if (text.charCodeAt(at) !== QUOTE) break
          cell += '"'
          start = at + 1
        }
        // Several lines in one cell that does not end at its quote: an earlier line left its quote open.
        if (at < text.length && !endsCell(text.charCodeAt(at), delimiter) && /[\r\n]/.test(cell)) return BROKEN
      }
      const start = at
      let code = text.charCodeAt(at)
      while (at < text.length && code !== delimiter && code !== LF && code !== CR) code = text.charCodeAt(++at)
      if (at > start) cell += text.slice(start, at)
      if (at - from > this.longest) return UNFINISHED
      if (at >= text.length) {
        if (!last) return UNFINISHED
        cells.push(cell)
        return at
      }
      cells.push(cell)
      if (code === delimiter) {
        at++
        if (at >= text.length && !last) return UNFINISHED
        continue
      }
      // A CR at the end may be the first half of CRLF.
      if (code === CR && at + 1 >= text.length && !last) return UNFINISHED
      return afterLineEnd(text, at)
    }
  }
}

const endsCell = (code: number, delimiter: number) => code === delimiter || code === LF || code === CR

/** A byte that is no text in the file's encoding was read as U+FFFD. */
const faultIn = (cells: string[]): RowFault | null =>
  cells.some((cell) => cell.includes('\ufffd')) ? 'row.encoding' : null

function lineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from)
  const cr = text.indexOf('\r', from)
  return lf < 0 ? cr : cr < 0 ? lf : Math.min(lf, cr)
}

const afterLineEnd = (text: string, at: number) =>
  at + (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1)
