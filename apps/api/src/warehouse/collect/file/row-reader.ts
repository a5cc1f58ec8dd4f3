/** One row of a file as its cells, or what is wrong with it as a row. */
export interface FileRow {
  cells: string[]
  fault: RowFault | null
  /** The line of the file that the row begins in, from 1. */
  line: number
}
export type RowFault = 'row.too-large' | 'row.quote-unclosed' | 'row.encoding'

export interface RowReaderOptions {
  /** Characters of the longest row that is read: a customer's note is 2,000. */
  longest?: number
  /** Cells may stand in quotes. */
  quote?: boolean
  /** The number of the line that the text begins with. */
  firstLine?: number
}

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
  private line: number
  /** The quoted part of the cell that is being read. */
  private cell: string | null = null
  /** The text ended inside a line: nothing followed its last cell. */
  endedInLine = false
  private readonly delimiter: number
  private readonly longest: number
  /** No character has this code where quotes are characters like any other. */
  private readonly quote: number

  constructor(delimiter: string, { longest = LONGEST_ROW, quote = true, firstLine = 1 }: RowReaderOptions = {}) {
    this.delimiter = delimiter.charCodeAt(0)
    this.longest = longest
    this.line = firstLine
    this.quote = quote ? QUOTE : -1
  }

  /** The rows that are whole with this piece; `last` says that nothing follows. */
  read(piece: string, last: boolean): FileRow[] {
    const text = this.rest + piece
    const rows: FileRow[] = []
    // Asked once a piece: a row of a file without damage is not searched for it.
    const damaged = text.includes('\ufffd')
    let at = 0
    while (at < text.length) {
      if (this.skipping) {
        const end = lineEnd(text, at)
        if (end < 0) at = text.length
        else {
          this.skipping = false
          this.line++
          at = afterLineEnd(text, end)
        }
        continue
      }
      const cells: string[] = []
      const line = this.line
      const end = this.row(text, at, last, cells)
      if (end >= 0) {
        if (cells.length > 1 || cells[0] !== '') rows.push({ cells, fault: damaged ? faultIn(cells) : null, line })
        at = end
        continue
      }
      if (end === UNFINISHED && !last && text.length - at <= this.longest) break
      // A quote that is not closed where a cell ends, or no end in sight: give up this line, and begin again after it.
      const stop = lineEnd(text, at)
      const given = text.slice(at, stop < 0 ? text.length : stop)
      const fault = given.length > this.longest ? 'row.too-large' : 'row.quote-unclosed'
      rows.push({ cells: [given.slice(0, KEPT)], fault, line })
      this.skipping = stop < 0 && !last
      if (stop >= 0) this.line++
      at = stop < 0 ? text.length : afterLineEnd(text, stop)
    }
    if (last) this.endedInLine = text !== '' && !/[\r\n]$/.test(text)
    this.rest = at === 0 ? text : text.slice(at)
    return rows
  }

  /** Fills `cells` and returns where the next row begins, or that it does not end in this text, or is broken. */
  private row(text: string, from: number, last: boolean, cells: string[]): number {
    const { delimiter, quote } = this
    const { length } = text
    let at = from
    let lines = 0
    for (;;) {
      let start = at
      let code = text.charCodeAt(at)
      if (code === quote) {
        const end = this.quoted(text, at, last)
        if (end < 0) return end
        at = end
        code = text.charCodeAt(at)
        start = at
      }
      while (at < length && code !== delimiter && code !== LF && code !== CR) code = text.charCodeAt(++at)
      const tail = text.slice(start, at)
      if (this.cell === null) cells.push(tail)
      else {
        if (this.cell.includes('\n') || this.cell.includes('\r')) lines += linesIn(this.cell)
        cells.push(tail === '' ? this.cell : this.cell + tail)
        this.cell = null
      }
      if (at - from > this.longest) return UNFINISHED
      if (at >= length) return last ? at : UNFINISHED
      if (code === delimiter) {
        at++
        if (at >= length && !last) return UNFINISHED
        continue
      }
      // A CR at the end may be the first half of CRLF.
      if (code === CR && at + 1 >= length && !last) return UNFINISHED
      this.line += 1 + lines
      return code === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
    }
  }

  /** Reads a cell that begins with a quote into `cell` and returns where it ends. */
  private quoted(text: string, from: number, last: boolean): number {
    let cell = ''
    let at = from
    let start = from + 1
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
    if (at < text.length && !endsCell(text.charCodeAt(at), this.delimiter) && /[\r\n]/.test(cell)) return BROKEN
    this.cell = cell
    return at
  }
}

const endsCell = (code: number, delimiter: number) => code === delimiter || code === LF || code === CR
const linesIn = (cell: string) => cell.split(/\r\n|\r|\n/).length - 1

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
