import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  name: string
  content: string | Buffer
  /** What the directory says of the expanded size, where it lies. */
  declares?: number
  crc?: number
}

/** A zip file of these parts, written by hand so that it can lie. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, declares, crc } of parts) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50)
    head.writeUInt16LE(8, 8)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc ?? crc32(bytes), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(declares ?? bytes.length, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    const file = Buffer.concat([head, Buffer.from(name), packed])
    files.push(file)
    directory.push(entry, Buffer.from(name))
    at += file.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, entries, end])
}

interface Book {
  rows: string
  strings?: string
  styles?: string
  properties?: string
  more?: readonly Part[]
}

/** The parts of a workbook with one sheet, `Trades`. */
export const bookParts = ({ rows, strings = '', styles = '', properties = '', more = [] }: Book): Part[] => [
  {
    name: 'xl/workbook.xml',
    content: `<workbook xmlns:r="x">${properties}<sheets><sheet name="Trades" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  },
  { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
  { name: 'xl/sharedStrings.xml', content: `<sst>${strings}</sst>` },
  { name: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` },
  ...more,
]

export const bookOf = (book: Book): Buffer => zipOf(bookParts(book))
