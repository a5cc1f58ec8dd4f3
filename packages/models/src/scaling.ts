import { columnOf, type Matrix } from './matrix.ts'

/** How one column is made comparable: cut at low and high, then less its mean, by its deviation. */
export interface ColumnScale {
  low: number
  high: number
  mean: number
  /** Standard deviation (n); 1 where the column is constant, so that it becomes 0. */
  deviation: number
}

/** The value below which the share `p` (0 to 1) of ascending numbers lies, between neighbours in proportion; NaN of none. */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  if (ascending.length === 0) return Number.NaN
  const place = Math.min(Math.max(p, 0), 1) * (ascending.length - 1)
  const [below, above] = [ascending[Math.floor(place)]!, ascending[Math.ceil(place)]!]
  return below + (above - below) * (place - Math.floor(place))
}

/** Scales of the columns of a training population; `winsor` 0.01 cuts at the 1st and 99th percentile, 0 cuts nothing. */
export function scalesOf(matrix: Matrix, winsor: number): ColumnScale[] {
  return Array.from({ length: matrix.columns }, (_, column) => scaleOf(columnOf(matrix, column), winsor))
}

function scaleOf(column: Float64Array, winsor: number): ColumnScale {
  const ascending = column.slice().sort()
  const [low, high] = [quantile(ascending, winsor), quantile(ascending, 1 - winsor)]
  let sum = 0
  for (const value of column) sum += cut(value, low, high)
  const mean = column.length === 0 ? 0 : sum / column.length
  let squares = 0
  for (const value of column) squares += (cut(value, low, high) - mean) ** 2
  const deviation = column.length === 0 ? 0 : Math.sqrt(squares / column.length)
  // A constant column differs from its mean by rounding only.
  return { low, high, mean, deviation: deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : 1 }
}

const cut = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/** A value in deviations from the mean of the training population. */
export const scaled = (value: number, { low, high, mean, deviation }: ColumnScale): number =>
  (cut(value, low, high) - mean) / deviation

/** What a scaled value was before. */
export const unscaled = (value: number, { mean, deviation }: ColumnScale): number => mean + value * deviation

/** All values in deviations from the means of the training population (z-scores). */
export function scaledMatrix(matrix: Matrix, scales: readonly ColumnScale[]): Matrix {
  const values = matrix.values.map((value, place) => scaled(value, scales[place % matrix.columns]!))
  return { ...matrix, values }
}
