import { mostColumns } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { LONGEST_RECORD } from '#warehouse/collect/formats/record.ts'
import { placeOf, serialDay, shownNumber } from './cell.ts'
import type { Workbook } from './workbook.ts'
import type { Handlers } from './xml-part.ts'

const MOST_ROWS = 1_048_576

export interface SheetRow {
  row: number
  cells: string[]
  tooLarge: boolean
}

/** Gathers the rows of a sheet as they come. A row or a cell in a place that no sheet has refuses the file (BI-44). */
export class SheetRows implements Handlers {
  private rows: SheetRow[] = []
  private now: SheetRow | null = null
  private row = 0
  private column = -1
  private size = 0
  private kind = ''
  private style = 0
  /** Text of the value of the cell that is open; null outside of one. */
  private said: string | null = null
  private within = false

  constructor(private readonly workbook: Workbook) {}

  /** The rows that are whole by now. */
  taken(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>) {
    if (name === 'row') {
      const row = attributes.r === undefined ? this.row + 1 : Number(attributes.r)
      // Rows come in order; one that goes back or beyond the last would let a small file stand for a huge one.
      if (!Number.isInteger(row) || row <= this.row || row > MOST_ROWS)
        throw new CannotRead('xlsx.cell-place', { row: this.row + 1 })
      this.row = row
      this.column = -1
      this.size = 0
      this.now = { row, cells: [], tooLarge: false }
    } else if (name === 'c' && this.now) {
      this.column = this.columnOf(attributes.r)
      this.kind = attributes.t ?? 'n'
      this.style = Number(attributes.s ?? 0)
      this.said = ''
    } else if (name === 'v' || name === 't') this.within = this.said !== null
  }

  text = (text: string) => {
    if (this.within && this.said!.length <= LONGEST_RECORD) this.said += text
  }

  close(name: string) {
    if (name === 'v' || name === 't') this.within = false
    else if (name === 'c' && this.now && this.said !== null) {
      this.put(this.now, this.value(this.said))
      this.said = null
    } else if (name === 'row' && this.now) {
      this.rows.push(this.now)
      this.now = null
    }
  }

  private columnOf(reference: string | undefined): number {
    if (reference === undefined) return this.column + 1
    const place = placeOf(reference)
    if (!place || place.row !== this.row || place.column <= this.column)
      throw new CannotRead('xlsx.cell-place', { row: this.row })
    return place.column
  }

  private put(row: SheetRow, value: string) {
    this.size += value.length
    if (this.size > LONGEST_RECORD) row.tooLarge = true
    // What stands beyond the last column that is read is no table.
    if (row.tooLarge || value === '') return
    if (this.column >= mostColumns) {
      row.tooLarge = true
      return
    }
    while (row.cells.length < this.column) row.cells.push('')
    row.cells.push(value)
  }

  private value(said: string): string {
    switch (this.kind) {
      case 's': {
        const text = /^\d{1,7}$/.test(said) ? this.workbook.strings[Number(said)] : undefined
        if (text === undefined) throw new CannotRead('file.damaged', { row: this.row })
        return text
      }
      case 'b':
        return said === '1' ? 'true' : 'false'
      case 'n':
        if (said === '') return ''
        if (this.workbook.dated[this.style]) return serialDay(Number(said), this.workbook.from1904) ?? said
        return shownNumber(said)
      default:
        // Text in the cell itself, text of a formula, an ISO day, or an error such as #REF!.
        return said
    }
  }
}
