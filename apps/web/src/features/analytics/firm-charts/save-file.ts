import type { Sheet } from './chart-sheet.ts'

/** Gives the reader a file. */
export function saveFile(name: string, blob: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

// A name must not become a formula in a spreadsheet.
const cell = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The same figures as text, with the mark by which spreadsheets know UTF-8; undefined is empty. */
export const csvOf = ({ head, rows }: Sheet) =>
  `\uFEFF${[
    head.map((text) => quoted(cell(text))),
    ...rows.map(({ name, figures }) => [quoted(cell(name)), ...figures.map((figure) => figure ?? '')]),
  ]
    .map((line) => line.join(','))
    .join('\r\n')}\r\n`

export type SheetCell = string | number | null

/** A spreadsheet reckons in doubles: figures of more digits than these hold stay text. */
export const sheetFigure = (figure: string | null): SheetCell =>
  figure === null ? null : figure.replace(/\D/g, '').length <= 15 ? Number(figure) : figure

/** A workbook of one sheet, whose first row is its head. */
export async function workbookOf(title: string, rows: SheetCell[][]): Promise<Blob> {
  const { writeXlsx } = await import('hucre/xlsx')
  const bytes = await writeXlsx({ sheets: [{ name: title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31), rows }] })
  return new Blob([bytes as BlobPart], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}

/** The same as a workbook. */
export const xlsxOf = (title: string, { head, rows }: Sheet): Promise<Blob> =>
  workbookOf(title, [head, ...rows.map(({ name, figures }) => [name, ...figures.map(sheetFigure)])])

const painted = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-family',
  'font-weight',
  'opacity',
  'fill-opacity',
  'stroke-opacity',
]

/** A drawing as it stands on the page, twice as large so that it stays sharp, on the page's own ground. */
export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  const of = svg.querySelectorAll<SVGElement>('*')
  copy.querySelectorAll<SVGElement>('*').forEach((part, i) => {
    const style = getComputedStyle(of[i]!)
    for (const name of painted) part.style.setProperty(name, style.getPropertyValue(name))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }))
  try {
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = 2 * width
    canvas.height = 2 * height
    const context = canvas.getContext('2d')!
    context.fillStyle = getComputedStyle(document.body).backgroundColor
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))), 'image/png')
    })
  } finally {
    URL.revokeObjectURL(image.src)
  }
}
