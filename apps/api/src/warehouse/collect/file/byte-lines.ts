const LF = 10
const CR = 13

/** Lines of bytes out of pieces, with LF, CRLF or CR; a line longer than `longest` comes as null and is skipped to its end. */
export class ByteLines {
  private rest: Buffer = Buffer.alloc(0)
  private skipping = false
  /** The next line's number, from 1. */
  line = 1

  constructor(private readonly longest: number) {}

  read(piece: Buffer, last: boolean): { line: number; bytes: Buffer | null }[] {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece])
    const lines: { line: number; bytes: Buffer | null }[] = []
    let at = 0
    // Of a file without one CR the search for it runs to the end of the piece once, not once a line.
    let cr = bytes.indexOf(CR)
    while (at < bytes.length) {
      if (cr >= 0 && cr < at) cr = bytes.indexOf(CR, at)
      const lf = bytes.indexOf(LF, at)
      const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf
      // A CR at the end may be the first half of CRLF.
      if (end < 0 || (bytes[end] === CR && end + 1 === bytes.length && !last)) break
      this.give(lines, bytes.subarray(at, end))
      at = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1)
    }
    const rest = bytes.subarray(at)
    if (last) {
      if (rest.length > 0) this.give(lines, rest)
      this.rest = Buffer.alloc(0)
    } else if (rest.length > this.longest) {
      if (!this.skipping) lines.push({ line: this.line, bytes: null })
      this.skipping = true
      this.rest = bytes.subarray(bytes.length - (bytes[bytes.length - 1] === CR ? 1 : 0))
    } else this.rest = rest
    return lines
  }

  private give(lines: { line: number; bytes: Buffer | null }[], bytes: Buffer) {
    if (!this.skipping) lines.push({ line: this.line, bytes: bytes.length > this.longest ? null : bytes })
    this.skipping = false
    this.line++
  }
}
