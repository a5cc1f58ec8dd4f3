import { rowHash, rowHashOfAscii } from '#warehouse/row-hash.ts'

const BACKSLASH = 92
const TAB = 9
const LF = 10
const CR = 13
const NULL = [BACKSLASH, 78, TAB] as const
const ZERO = 48
const NINE_DIGITS = 1_000_000_000
/** More than the bytes of one character, escaped or not. */
const WIDEST = 3

const special = /[\\\t\n\r]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * Lines of PostgreSQL's COPY in text form, written cell by cell into one buffer of bytes: a file has millions of them, and
 * a text made of each cell and line only to be thrown away costs more than all the rest.
 */
export class CopyBlock {
  private bytes: Buffer
  private written = 0

  constructor(private readonly room = 1 << 18) {
    this.bytes = Buffer.allocUnsafe(room)
  }

  /** Bytes that are written; `back` to it takes out what came behind. */
  get size(): number {
    return this.written
  }

  /** The next cell of the line, `\N` for null. */
  cell(said: string | null | undefined): void {
    if (said === null || said === undefined) this.nothing()
    else if (!this.plain(said)) this.odd(said)
  }

  /** Copies what is ASCII and has no meaning to COPY; false where it is something else. */
  private plain(said: string): boolean {
    const { length } = said
    this.reserve(length * WIDEST + 1)
    const { bytes } = this
    let at = this.written
    for (let i = 0; i < length; i++) {
      const code = said.charCodeAt(i)
      if (code >= 128 || code === BACKSLASH || code === TAB || code === LF || code === CR) return false
      bytes[at++] = code
    }
    bytes[at++] = TAB
    this.written = at
    return true
  }

  /** A whole number from 0 to 2^53. */
  whole(n: number): void {
    this.reserve(20)
    const high = Math.floor(n / NINE_DIGITS)
    if (high > 0) this.digits(high, 1)
    this.digits(n - high * NINE_DIGITS, high > 0 ? 9 : 1)
    this.bytes[this.written++] = TAB
  }

  endLine(): void {
    this.bytes[this.written - 1] = LF
  }

  back(size: number): void {
    this.written = size
  }

  /** The text of the cells written since `size`, with tabs between them. */
  since(size: number): string {
    return this.bytes.toString('utf8', size, this.written - 1)
  }

  /** The row hash of that text. */
  hashSince(size: number): number {
    const hash = rowHashOfAscii(this.bytes, size, this.written - 1)
    return Number.isNaN(hash) ? rowHash(this.since(size)) : hash
  }

  /** What was written so far, for whoever sends it; the block is empty after it. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.written)
    this.bytes = Buffer.allocUnsafe(this.room)
    this.written = 0
    return taken
  }

  private nothing() {
    this.reserve(NULL.length)
    for (const byte of NULL) this.bytes[this.written++] = byte
  }

  private odd(said: string) {
    const text = said.replace(special, (one) => escapes[one]!)
    this.reserve(text.length * WIDEST + 1)
    this.written += this.bytes.write(text, this.written)
    this.bytes[this.written++] = TAB
  }

  /** At least so many digits of a number below 2^31. */
  private digits(n: number, least: number) {
    let length = least
    for (let above = 10 ** least; n >= above; above *= 10) length++
    for (let at = this.written + length - 1; at >= this.written; at--) {
      const rest = Math.floor(n / 10)
      this.bytes[at] = ZERO + n - rest * 10
      n = rest
    }
    this.written += length
  }

  private reserve(more: number) {
    if (this.written + more <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.written + more))
    this.bytes.copy(larger, 0, 0, this.written)
    this.bytes = larger
  }
}
