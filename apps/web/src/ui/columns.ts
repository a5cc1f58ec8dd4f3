import type { ReactNode } from 'react'
import type { Source } from './about.tsx'

/** One column of a table: a noun at its head, and how a row shows in it. */
export interface Column<Row> {
  name: string
  head: string
  cell: (row: Row) => ReactNode
  /** Least width in px; the first column keeps still when the table scrolls sideways. */
  width: number
  /** Share of the space left over; without it the column stays at its width. */
  grow?: number
  /** Numbers end at the right. */
  end?: boolean
  /** What the list is sorted by when the head is pressed. */
  sort?: string
  /** Definition of the figure, on hover and tap. */
  about?: string
  /** Where it comes from: told with the definition, and amber where something is the matter with it. */
  origin?: Source | undefined
  /** Not shown until chosen. */
  optional?: boolean
}

export interface Sort {
  by: string
  direction: 'asc' | 'desc'
}

export const tracks = (columns: readonly { width: number; grow?: number }[]) =>
  columns.map((column) => (column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`)).join(' ')

export const leastWidth = (columns: readonly { width: number }[]) =>
  columns.reduce((sum, column) => sum + column.width, 0)
