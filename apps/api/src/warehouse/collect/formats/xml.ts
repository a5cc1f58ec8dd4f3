import type { ControlTotals, XmlLayout } from '@rapport/contract/administration/collection-layout'
import { SaxesParser } from 'saxes'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { decoderOf, type KnownEncoding, wideEncodingOf } from '#warehouse/collect/file/decode.ts'
import { Declared } from '#warehouse/collect/totals/declared.ts'
import { LONGEST_RECORD, type Part, type RawRecord } from './record.ts'
import { fieldsOf, localName, pathMatcher } from './xml-paths.ts'

/** Elements within one another; real messages have twelve. */
const DEEPEST = 64
/** Characters between two tags: what is longer is made to fill the memory, whatever it says. */
const LONGEST_PIECE = 4 * 1024 * 1024

/**
 * The records of an XML file: elements at a path, by local names. Refuses every DOCTYPE, so that nobody's entities are
 * expanded and nothing is fetched; a file that is not well-formed to its end is refused as a whole.
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, layout: XmlLayout): AsyncGenerator<Part> {
  const records = new XmlRecords(layout)
  const parser = new SaxesParser({ position: true, xmlns: false })
  let lastTag = 0
  parser.on('doctype', () => refuse(new CannotRead('xml.doctype')))
  parser.on('error', ({ message }) => refuse(new CannotRead('xml.not-well-formed', { line: parser.line, message })))
  parser.on('opentag', ({ name, attributes }) => {
    lastTag = parser.position
    records.open(name, attributes, parser.line)
  })
  parser.on('closetag', () => {
    lastTag = parser.position
    records.close()
  })
  parser.on('text', (text) => records.text(text))
  parser.on('cdata', (text) => records.text(text))
  for await (const text of xmlText(bytes)) {
    parser.write(text)
    if (parser.position - lastTag > LONGEST_PIECE) throw new CannotRead('xml.piece-too-long', { line: parser.line })
    yield records.part()
  }
  parser.close()
  yield { ...records.part(), declared: records.declared() }
}

const refuse = (error: CannotRead) => {
  throw error
}

class XmlRecords {
  private readonly columns: string[]
  private readonly fields: ReturnType<typeof fieldsOf>
  private readonly isRecord: (open: readonly string[]) => boolean
  private readonly totals: { matches: (open: readonly string[]) => boolean; text: string | null }[]
  private readonly openNames: string[] = []
  /** What stands in each element that is open, as far as it is wanted. */
  private readonly texts: string[] = []
  /** How many elements were open when the present record began; -1 outside of one. */
  private depth = -1
  private record: RawRecord | null = null
  private records: RawRecord[] = []
  /** The latest values beside and above records, by column. */
  private readonly around: (string | null)[]
  private readonly recordPath: readonly string[]

  constructor(private readonly layout: XmlLayout) {
    this.columns = layout.columns.map(({ name }) => name)
    this.fields = fieldsOf(layout)
    this.isRecord = pathMatcher(layout.record)
    this.recordPath = layout.record.replace(/^\//, '').split('/')
    this.totals = layout.totals.map(({ path }) => ({ matches: pathMatcher(path), text: null }))
    this.around = this.fields.map(() => null)
  }

  open(name: string, attributes: Record<string, string>, line: number) {
    this.openNames.push(localName(name))
    this.texts.push('')
    if (this.openNames.length > DEEPEST) throw new CannotRead('xml.too-deep', { line })
    if (this.record === null && this.isRecord(this.openNames)) {
      this.depth = this.openNames.length
      this.record = { line, cells: this.fields.map((_, i) => this.around[i] ?? ''), fault: null }
    }
    if (this.record === null) this.forget()
    for (const key in attributes) this.take(localName(key), attributes[key]!)
  }

  text(text: string) {
    const at = this.texts.length - 1
    if (at < 0) return
    if (this.record === null && text.trim() === '') return
    this.texts[at] += text
    if (this.texts[at]!.length > LONGEST_RECORD) {
      this.texts[at] = ''
      if (this.record) this.record.fault = 'row.too-large'
    }
  }

  close() {
    this.take(null, this.texts.pop()!)
    if (this.record !== null && this.openNames.length === this.depth) {
      const size = this.record.cells.reduce((sum, cell) => sum + cell.length, 0)
      if (size > LONGEST_RECORD) this.record = { line: this.record.line, cells: [''], fault: 'row.too-large' }
      else if (this.record.cells.some((cell) => cell.includes('\ufffd'))) this.record.fault ??= 'row.encoding'
      this.records.push(this.record)
      this.record = null
      this.depth = -1
    }
    this.openNames.pop()
  }

  part(): Part {
    const { records, columns } = this
    this.records = []
    return { columns, records, declared: null }
  }

  declared(): ControlTotals | null {
    if (this.totals.length === 0) return null
    const declared = new Declared()
    for (const [i, { text }] of this.totals.entries()) {
      const { path } = this.layout.totals[i]!
      if (text === null) throw new CannotRead('file.trailer-missing', { path })
      if (!declared.take(this.layout.totals[i]!, text)) throw new CannotRead('file.trailer-shape', { path })
    }
    return declared.totals
  }

  /** The text of the element that closes, or of one of its attributes. */
  private take(attribute: string | null, text: string) {
    const said = text.trim()
    for (const [i, field] of this.fields.entries()) {
      if (field.attribute !== attribute) continue
      if (field.above === 0) {
        if (this.record && this.stands(this.depth, field.path)) this.append(i, said)
      } else if (this.record === null && this.isBeside(field.above, field.path)) this.around[i] = said
    }
    if (attribute === null) for (const total of this.totals) if (total.matches(this.openNames)) total.text = said
  }

  /** What repeats in a record, such as the lines of a note, is one text. */
  private append(column: number, said: string) {
    const cells = this.record!.cells
    if (said !== '')
      cells[column] = cells[column] === '' ? said : `${cells[column]} ${said}`.slice(0, LONGEST_RECORD + 1)
  }

  /** Whether the open elements, below so many of them, are this path. */
  private stands(below: number, path: readonly string[]): boolean {
    if (this.openNames.length !== below + path.length) return false
    return path.every((name, i) => this.openNames[below + i] === name)
  }

  /** Whether the open elements are this path below an element that is so many above a record's. */
  private isBeside(above: number, path: readonly string[]): boolean {
    const parent = this.recordPath.slice(0, Math.max(0, this.recordPath.length - above))
    const below = this.openNames.length - path.length
    if (below < Math.max(1, parent.length)) return false
    if (!parent.every((name, i) => this.openNames[below - parent.length + i] === name)) return false
    return path.every((name, i) => this.openNames[below + i] === name)
  }

  /** An element above a record begins anew: what the one before it said of its own is not said of this one. */
  private forget() {
    for (const [i, field] of this.fields.entries())
      if (field.above > 0 && this.isBeside(field.above, [])) this.around[i] = null
  }
}

/** The text of an XML file: in the encoding of its byte order mark, or of its declaration, else UTF-8. */
async function* xmlText(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: ReturnType<typeof decoderOf> | null = null
  for await (const piece of bytes) {
    decoder ??= decoderOf(encodingOf(piece))
    yield decoder.write(piece)
  }
  if (decoder) yield decoder.end()
}

const names: Readonly<Record<string, KnownEncoding>> = {
  'utf-8': 'utf-8',
  'us-ascii': 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
  'iso-8859-1': 'latin1',
  'windows-1252': 'latin1',
  'windows-1250': 'windows-1250',
  big5: 'big5',
  shift_jis: 'shift_jis',
}

function encodingOf(head: Buffer): KnownEncoding {
  const wide = wideEncodingOf(head)
  if (wide) return wide
  const said = /^[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(
    head.toString('latin1', 0, 300),
  )
  if (!said) return 'utf-8'
  const name = said[1]!.toLowerCase()
  if (!Object.hasOwn(names, name)) throw new CannotRead('file.encoding', { encoding: name })
  return names[name]!
}
