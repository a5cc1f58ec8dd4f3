import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { decoderOf } from '#warehouse/collect/file/decode.ts'
import { localName } from '#warehouse/collect/formats/xml-paths.ts'

const LONGEST_PIECE = 4 * 1024 * 1024

export interface Handlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

export type Attribute = SaxesAttributePlain

/** Runs through one part of a workbook; a pause after each piece lets the reader hand on what it has gathered. */
export async function* throughXml(bytes: AsyncIterable<Buffer>, { open, text, close }: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: true, xmlns: false })
  let lastTag = 0
  const refuse = (error: CannotRead) => {
    throw error
  }
  parser.on('doctype', () => refuse(new CannotRead('xml.doctype')))
  parser.on('error', () => refuse(new CannotRead('xml.not-well-formed', { line: parser.line })))
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    lastTag = parser.position
    open(localName(name), attributes)
  })
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    lastTag = parser.position
    close?.(localName(name))
  })
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  const decoder = decoderOf('utf-8')
  for await (const piece of bytes) {
    parser.write(decoder.write(piece))
    if (parser.position - lastTag > LONGEST_PIECE) throw new CannotRead('xml.piece-too-long')
    yield
  }
  parser.close()
}

/** Reads a small part to its end. */
export async function readXmlPart(bytes: AsyncIterable<Buffer>, handlers: Handlers): Promise<void> {
  for await (const _ of throughXml(bytes, handlers));
}
