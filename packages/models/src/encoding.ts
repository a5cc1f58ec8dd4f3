import { type Matrix, matrixOf } from './matrix.ts'
import { type ColumnScale, scaled, scalesOf } from './scaling.ts'

export type FeatureValue = number | string | boolean | null
export type FeatureRow = Readonly<Record<string, FeatureValue>>

/** Which features of a row a model may look at; what is not named here is never seen. */
export interface FeatureSet {
  numbers: readonly string[]
  categories?: readonly string[]
}

/** One input of a model: a number, that a number is missing, or that a category has one value. */
export interface EncodedColumn {
  feature: string
  kind: 'number' | 'missing' | 'category'
  /** The value that the category has where this column is 1. */
  is: string | null
  /** What stands for a missing number: the mean of the training population. */
  instead: number
  scale: ColumnScale
}

/** Values of a category in fewer training rows than this are not told apart from its most frequent one. */
const LEAST = 10

/** How rows become standardised numbers, learnt from the training rows only. */
export function encodingOf(rows: readonly FeatureRow[], features: FeatureSet, winsor = 0.01): EncodedColumn[] {
  const numbers = features.numbers.flatMap((feature) => numberColumns(rows, feature))
  const categories = (features.categories ?? []).flatMap((feature) => categoryColumns(rows, feature))
  const columns = [...numbers, ...categories]
  const raw = matrixOf(rows.map((row) => columns.map((column) => rawValue(column, row))))
  const exact = scalesOf(raw, 0)
  const winsored = scalesOf(raw, winsor)
  return columns.map((column, place) => ({
    ...column,
    scale: (column.kind === 'number' ? winsored : exact)[place]!,
  }))
}

/** One row as the standardised inputs of a model. A value of a category that training never saw counts as its most frequent. */
export const encoded = (columns: readonly EncodedColumn[], row: FeatureRow): number[] =>
  columns.map((column) => scaled(rawValue(column, row), column.scale))

/** Many rows at once. */
export const encodedMatrix = (columns: readonly EncodedColumn[], rows: readonly FeatureRow[]): Matrix =>
  matrixOf(rows.map((row) => encoded(columns, row)))

const UNSCALED: ColumnScale = { low: 0, high: 0, mean: 0, deviation: 1 }

function numberColumns(rows: readonly FeatureRow[], feature: string): EncodedColumn[] {
  const known = rows.map((row) => numberIn(row, feature)).filter((value) => value !== null)
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(known.length, 1)
  const number: EncodedColumn = { feature, kind: 'number', is: null, instead: mean, scale: UNSCALED }
  return known.length === rows.length ? [number] : [number, { ...number, kind: 'missing' }]
}

function categoryColumns(rows: readonly FeatureRow[], feature: string): EncodedColumn[] {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(textIn(row, feature), (counts.get(textIn(row, feature)) ?? 0) + 1)
  const [, ...others] = [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))
  return others
    .filter(([, count]) => count >= LEAST)
    .map(([is]) => ({ feature, kind: 'category', is, instead: 0, scale: UNSCALED }))
}

function rawValue({ kind, feature, is, instead }: EncodedColumn, row: FeatureRow): number {
  if (kind === 'category') return textIn(row, feature) === is ? 1 : 0
  const value = numberIn(row, feature)
  return kind === 'missing' ? Number(value === null) : (value ?? instead)
}

function numberIn(row: FeatureRow, feature: string): number | null {
  const value = row[feature]
  if (value === null || value === undefined) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** A missing category is a category. */
const textIn = (row: FeatureRow, feature: string) => String(row[feature] ?? '')
