import type { Layout } from '@rapport/contract/administration/collection-layout'
import { readCsv } from './formats/csv.ts'
import { readFixedWidth } from './formats/fixed-width.ts'
import { readJsonLines } from './formats/json-lines.ts'
import type { Part } from './formats/record.ts'
import { readXlsx } from './formats/xlsx.ts'
import { readXml } from './formats/xml.ts'
import { opened } from './opened.ts'

export interface RecordBlock extends Part {
  /** Bytes of the file, as it lies there, that were read so far. */
  bytesRead: number
}

/**
 * The records of a file, in blocks, in bounded memory. Every block names the columns; the first comes even where there is
 * no record. The file's own declaration of its totals comes with one of the blocks. Throws `CannotRead` for a file that is
 * refused as a whole, also after blocks were given: only a file that was read to its end may be used. `cut` says that the
 * source is the head of a longer file, to look at.
 */
export async function* readRecords(
  source: AsyncIterable<Buffer>,
  layout: Layout,
  { cut = false }: { cut?: boolean } = {},
): AsyncGenerator<RecordBlock> {
  let bytesRead = 0
  const counted = async function* () {
    for await (const bytes of source) {
      bytesRead += bytes.length
      yield bytes
    }
  }
  for await (const part of partsOf(opened(counted(), cut), layout)) yield { ...part, bytesRead }
}

/** The records of a file whose bytes are expanded; the first piece shows how it is written. */
export function partsOf(bytes: AsyncIterable<Buffer>, layout: Layout): AsyncIterable<Part> {
  switch (layout.format) {
    case 'csv':
      return readCsv(bytes, layout)
    case 'fixed-width':
      return readFixedWidth(bytes, layout)
    case 'json-lines':
      return readJsonLines(bytes, layout)
    case 'xml':
      return readXml(bytes, layout)
    case 'xlsx':
      return readXlsx(bytes, layout)
  }
}
