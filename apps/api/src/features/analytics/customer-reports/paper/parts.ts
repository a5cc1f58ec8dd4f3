import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'

const INK = '#1f2329'
const GREY = '#5f6470'
const HAIR = '#d5d7dc'

export const styles = {
  title: { fontSize: 18, bold: true, color: INK },
  heading: { fontSize: 11, bold: true, color: INK, margin: [0, 14, 0, 5] as [number, number, number, number] },
  label: { fontSize: 7.5, color: GREY },
  small: { fontSize: 7.5, color: GREY, lineHeight: 1.25 },
  head: { fontSize: 7.5, color: GREY },
  cell: { fontSize: 8, color: INK },
}

export const heading = (text: string): Content => ({ text, style: 'heading', headlineLevel: 1 })

/** What stands together on one page with its heading. */
export const together = (title: string, ...content: Content[]): Content => ({
  stack: [heading(title), ...content],
  unbreakable: true,
})

/** Figures with their names above them, four in a row. */
export function figureGrid(figures: readonly (readonly [label: string, value: Content])[]): Content {
  const rows: TableCell[][] = []
  for (let i = 0; i < figures.length; i += 4) {
    const row = figures.slice(i, i + 4).map(
      ([label, value]): TableCell => ({
        stack: [
          { text: label, style: 'label' },
          { text: [value as never], fontSize: 10, margin: [0, 1, 0, 5] },
        ],
      }),
    )
    rows.push([...row, ...Array.from({ length: 4 - row.length }, (): TableCell => ({ text: '' }))])
  }
  return { table: { widths: ['*', '*', '*', '*'], body: rows, dontBreakRows: true }, layout: 'noBorders' }
}

/** Lines below rows only. */
export const hairlines: CustomTableLayout = {
  hLineWidth: (i, { table }) => (i === 0 ? 0 : i === table.body.length ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: () => HAIR,
  paddingLeft: (i) => (i === 0 ? 0 : 9),
  paddingRight: () => 0,
  paddingTop: () => 3,
  paddingBottom: () => 3,
}

/** A table with its names at the left and figures at the right, its head on every page. */
export function listing(
  head: readonly string[],
  rows: readonly (readonly Content[])[],
  { none, total }: { none: string; total?: readonly Content[] },
): Content {
  if (rows.length === 0 && !total) return { text: none, style: 'small' }
  const line = (cells: readonly Content[], style: string, bold = false): TableCell[] =>
    cells.map((cell, i) => ({
      text: [cell as never],
      style,
      bold,
      alignment: i === 0 ? 'left' : 'right',
      ...(i > 0 && { noWrap: true }),
    }))
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: head.map((_, i) => (i === 0 ? '*' : 'auto')),
      body: [
        line(head, 'head'),
        ...rows.map((cells) => line(cells, 'cell')),
        ...(total ? [line(total, 'cell', true)] : []),
      ],
    },
    layout: hairlines,
  }
}
