import { isAscii } from 'node:buffer'
import type { ControlTotals, FixedWidthLayout } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { ByteLines } from '#warehouse/collect/file/byte-lines.ts'
import { type KnownEncoding, shownEncoding } from '#warehouse/collect/file/decode.ts'
import { KEPT, LONGEST_RECORD, type Part, type RawRecord } from './record.ts'
import { Ending, fixedTotals } from './trailer.ts'

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** The lines of a file whose columns lie at fixed bytes. A line of another length than the columns need is at fault. */
export async function* readFixedWidth(bytes: AsyncIterable<Buffer>, layout: FixedWidthLayout): AsyncGenerator<Part> {
  const lines = new ByteLines(LONGEST_RECORD)
  const records = new FixedRecords(layout)
  for await (const piece of bytes) yield records.part(lines.read(piece, false))
  const last = records.part(lines.read(Buffer.alloc(0), true))
  records.ending.end()
  yield last
}

class FixedRecords {
  readonly ending: Ending
  private readonly columns: string[]
  private readonly places: readonly { from: number; to: number }[]
  private readonly width: number
  private readonly prefix: Buffer | null
  private decode: ((bytes: Buffer) => string) | null

  constructor(private readonly layout: FixedWidthLayout) {
    this.columns = layout.columns.map(({ name }) => name)
    this.places = layout.columns.map(({ start, length }) => ({ from: start - 1, to: start - 1 + length }))
    this.width = Math.max(...this.places.map(({ to }) => to))
    this.prefix = layout.trailer ? Buffer.from(layout.trailer.prefix, 'latin1') : null
    this.ending = new Ending(layout.trailer !== undefined)
    this.decode = layout.encoding === 'auto' ? null : decoderFor(layout.encoding)
  }

  part(lines: { line: number; bytes: Buffer | null }[]): Part {
    const records: RawRecord[] = []
    let declared: ControlTotals | null = null
    for (const { line, bytes } of lines) {
      if (line <= this.layout.skipLines || bytes?.length === 0) continue
      const own = bytes && line === 1 && bytes.subarray(0, 3).equals(BOM) ? bytes.subarray(3) : bytes
      if (own && this.prefix && own.subarray(0, this.prefix.length).equals(this.prefix)) {
        declared = this.ending.trailer(fixedTotals(this.layout.trailer!, own, this.layout.decimalComma))
        continue
      }
      // The end-of-file mark of DOS, alone in the last line.
      if (own?.length === 1 && own[0] === 0x1a) continue
      this.ending.record()
      records.push(own ? this.record(line, own) : { line, cells: [''], fault: 'row.too-large' })
    }
    return { columns: this.columns, records, declared }
  }

  private record(line: number, bytes: Buffer): RawRecord {
    const short = bytes.length < this.width && !this.layout.shortLines
    const long = bytes.length > this.width && !isBlank(bytes, this.width)
    if (short || long) return { line, cells: [this.text(bytes).slice(0, KEPT)], fault: 'row.width' }
    if (isAscii(bytes)) {
      const text = bytes.toString('latin1')
      const cells = this.places.map(({ from, to }) => text.slice(from, to))
      return { line, cells, fault: text.includes('\0') ? 'row.zero-character' : null }
    }
    // Each column is decoded by itself: bytes of half a character at its end are a fault of this row.
    const cells = this.places.map(({ from, to }) => this.text(bytes.subarray(from, to)))
    const fault = cells.some((cell) => cell.includes('\ufffd'))
      ? 'row.encoding'
      : cells.some((cell) => cell.includes('\0'))
        ? 'row.zero-character'
        : null
    return { line, cells, fault }
  }

  private text(bytes: Buffer): string {
    if (isAscii(bytes)) return bytes.toString('latin1')
    this.decode ??= decoderFor(shownEncoding(bytes) ?? 'utf-8')
    return this.decode(bytes)
  }
}

function decoderFor(encoding: KnownEncoding): (bytes: Buffer) => string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') throw new CannotRead('file.encoding')
  const decoder = new TextDecoder(encoding)
  return (bytes) => decoder.decode(bytes)
}

/** Blanks behind the last column do no harm. */
function isBlank(bytes: Buffer, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] !== 32) return false
  return true
}
