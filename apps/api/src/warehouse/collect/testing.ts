import { Layout } from '@rapport/contract/administration/collection-layout'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { z } from 'zod'
import type { RawRecord } from './formats/record.ts'
import { compileMapping } from './mapping/compile-mapping.ts'
import { partsOf, readRecords } from './records.ts'
import { Faults } from './values.ts'

/** Bytes in pieces of this size, as a file comes from a disk or a network. */
export async function* inPieces(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  // The declaration of XML stands in the head.
  const head = bytes[0] === 0x3c ? 60 : Math.min(size, bytes.length)
  yield bytes.subarray(0, head)
  yield* inPieces(bytes.subarray(head), size)
}

/** Everything that a file holds under a layout. */
export async function collected(file: Buffer | string, layout: z.input<typeof Layout>, piece?: number) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const records: RawRecord[] = []
  let columns: readonly string[] = []
  let declared = null
  const parsed = Layout.parse(layout)
  // Pieces of a size are given to the reader of the format itself: before it, a head is gathered.
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b
  const blocks =
    piece === undefined || compressed
      ? readRecords(inPieces(bytes, piece), parsed)
      : partsOf(pieces(bytes, piece), parsed)
  for await (const block of blocks) {
    columns = block.columns
    declared = block.declared ?? declared
    for (const record of block.records) records.push(record)
  }
  return { columns, records, declared }
}

/** The code with which a file is refused as a whole; `read` where it is not. */
export const refusalOf = (file: Buffer | string, layout: z.input<typeof Layout>, piece?: number): Promise<string> =>
  collected(file, layout, piece).then(
    () => 'read',
    (error) => error.code ?? error,
  )

/** What was read of each record: its cells, or its fault. */
export const cellsOf = ({ records }: { records: RawRecord[] }) => records.map(({ fault, cells }) => fault ?? cells)

/** Maps rows of cells: each to its values by name, without those that are nothing, or to its reasons. */
export function mapped(mapping: z.input<typeof CollectionMapping>, columns: readonly string[], ...rows: string[][]) {
  const { map, target } = compileMapping(CollectionMapping.parse(mapping), columns)
  return rows.map((cells) => {
    const found = map(cells)
    if (found instanceof Faults) return found.reasons.map(({ field, code }) => `${field}: ${code}`)
    return Object.fromEntries(
      target.fields.flatMap(({ name }, i) => (found[i] === null ? [] : [[name, found[i]] as const])),
    )
  })
}
