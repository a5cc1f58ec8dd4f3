import { crc32, createInflateRaw } from 'node:zlib'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'

/** Limits of what a workbook may say of itself and come to (BI-42, BI-43). */
const MOST_ENTRIES = 2_000
const MOST_EXPANDED = 512 * 1024 * 1024
const MOST_GROWTH = 250
const FREE_OF_SUSPICION = 16 * 1024 * 1024

interface Entry {
  method: number
  crc: number
  at: number
  compressed: number
  expanded: number
}

/** The parts of a zip file that lies in memory, by name; only its own directory is believed, and no more than it bears out. */
export class Zip {
  private constructor(
    private readonly bytes: Buffer,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static of(bytes: Buffer): Zip {
    const end = endOf(bytes)
    const count = bytes.readUInt16LE(end + 10)
    if (count > MOST_ENTRIES) throw new CannotRead('xlsx.entries', { entries: count })
    const entries = new Map<string, Entry>()
    let at = bytes.readUInt32LE(end + 16)
    let expanded = 0
    for (let i = 0; i < count; i++) {
      if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw new CannotRead('file.damaged')
      if (bytes.readUInt16LE(at + 8) & 1) throw new CannotRead('xlsx.protected')
      const [nameLength, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
        number,
        number,
        number,
      ]
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
      const entry: Entry = {
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        compressed: bytes.readUInt32LE(at + 20),
        expanded: bytes.readUInt32LE(at + 24),
        at: bytes.readUInt32LE(at + 42),
      }
      // Nothing is written to a disk by these names; who uses such ones, or one twice, means no good.
      if (entries.has(name) || /^[/\\]|(^|[/\\])\.\.([/\\]|$)|\0/.test(name)) throw new CannotRead('xlsx.entries')
      expanded += entry.expanded
      if (expanded > MOST_EXPANDED || grows(entry.expanded, entry.compressed))
        throw new CannotRead('file.expands-too-far')
      entries.set(name, entry)
      at += 46 + nameLength + extra + comment
    }
    return new Zip(bytes, entries)
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** The bytes of a part, expanded as they are asked for; what was declared is counted, and no more comes. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name)
    if (!entry) throw new CannotRead('xlsx.not-one', { part: name })
    const { bytes } = this
    const { at } = entry
    if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw new CannotRead('file.damaged')
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    const to = from + entry.compressed
    if (to > bytes.length) throw new CannotRead('file.damaged')
    const packed = bytes.subarray(from, to)
    if (entry.method === 0) {
      if (entry.compressed !== entry.expanded || crc32(packed) !== entry.crc) throw new CannotRead('file.damaged')
      yield packed
      return
    }
    if (entry.method !== 8) throw new CannotRead('file.damaged')
    yield* inflated(packed, entry)
  }
}

const grows = (expanded: number, compressed: number) =>
  expanded > FREE_OF_SUSPICION && expanded > compressed * MOST_GROWTH

async function* inflated(packed: Buffer, { expanded, crc }: Entry): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 65_536 })
  inflate.end(packed)
  let given = 0
  let found = 0
  try {
    for await (const bytes of inflate as AsyncIterable<Buffer>) {
      given += bytes.length
      if (given > expanded) throw new CannotRead('file.expands-too-far')
      found = crc32(bytes, found)
      yield bytes
    }
  } catch (error) {
    throw /^Z_/.test(String((error as { code?: unknown }).code)) ? new CannotRead('file.damaged') : error
  } finally {
    inflate.destroy()
  }
  if (given !== expanded || found !== crc) throw new CannotRead('file.damaged')
}

/** The end record of the directory: at the end, before a comment of at most 64 kB. */
function endOf(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 22 - 65_535)
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) !== 0x06054b50 || at + 22 + bytes.readUInt16LE(at + 20) !== bytes.length) continue
    if (bytes.readUInt16LE(at + 10) === 0xffff || bytes.readUInt32LE(at + 16) === 0xffffffff)
      throw new CannotRead('xlsx.entries')
    return at
  }
  throw new CannotRead('file.damaged')
}
