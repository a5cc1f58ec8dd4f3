import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface ReadPdf {
  pages: number
  /** All text as it can be selected and searched. */
  text: string
  /** How many glyphs are drawn as the empty box of a font that does not have the character. */
  boxes: number
  /** How many lines or curves are drawn: a drawing of lines has them, one of dots has none. */
  paths: number
}

/** Reads a PDF by another program than the one that wrote it. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const document = await task.promise
  const read: ReadPdf = { pages: document.numPages, text: '', boxes: 0, paths: 0 }
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n)
    const { items } = await page.getTextContent()
    read.text += items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    const { fnArray, argsArray } = await page.getOperatorList()
    for (const [i, operation] of fnArray.entries()) {
      if (operation === OPS.constructPath) read.paths++
      if (operation === OPS.showText) read.boxes += boxesIn(argsArray[i][0])
    }
  }
  await task.destroy()
  return read
}

/** The first glyph of every font is its box for what it does not have. */
const boxesIn = (glyphs: (number | { originalCharCode: number })[]) =>
  glyphs.filter((glyph) => typeof glyph === 'object' && glyph.originalCharCode === 0).length
