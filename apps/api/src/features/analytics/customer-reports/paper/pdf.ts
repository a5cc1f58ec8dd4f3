import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'

const require = createRequire(import.meta.url)
const weight = (name: string) => require.resolve(`@expo-google-fonts/noto-sans-sc/${name}.ttf`)

/** Noto Sans SC (SIL Open Font License 1.1), of which a document carries only the glyphs that it uses. */
export const FAMILY = 'NotoSansSC'
const files = { normal: weight('400Regular/NotoSansSC_400Regular'), bold: weight('600SemiBold/NotoSansSC_600SemiBold') }

pdfmake.setFonts({ [FAMILY]: files })
// A document is made of what it is given: nothing is fetched, and no file is read but the fonts.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => Object.values(files).includes(path))

/** What Chinese typesetting puts for a character that no font has: it is seen to be missing. */
const MISSING = '〓'
let fonts: fontkit.Font[] | undefined

/** Text that can be set: characters that the fonts do not have are marked, never left as empty boxes. */
export function settable(text: string): string {
  fonts ??= Object.values(files).map((file) => fontkit.openSync(file) as fontkit.Font)
  const drawn = (character: string) => fonts!.every((font) => font.hasGlyphForCodePoint(character.codePointAt(0)!))
  return [...text].map((character) => (drawn(character) ? character : MISSING)).join('')
}

/** Sets a document as a PDF. */
export const pdfOf = (document: TDocumentDefinitions): Promise<Buffer> =>
  pdfmake.createPdf({ ...document, defaultStyle: { font: FAMILY, ...document.defaultStyle } }).getBuffer()
