/** Numbers by row and column, row after row in one array, so that the loops over them stay fast. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/** A matrix of rows that are equally long. */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0
  const values = new Float64Array(rows.length * columns)
  rows.forEach((row, index) => {
    if (row.length !== columns) throw new RangeError(`row ${index} has ${row.length} columns, not ${columns}`)
    values.set(row, index * columns)
  })
  return { rows: rows.length, columns, values }
}

/** Some rows of a matrix, as often and in the order in which they are named. */
export function rowsOf({ columns, values }: Matrix, places: readonly number[]): Matrix {
  const picked = new Float64Array(places.length * columns)
  places.forEach((place, index) => {
    picked.set(values.subarray(place * columns, (place + 1) * columns), index * columns)
  })
  return { rows: places.length, columns, values: picked }
}

/** One row, looked at and not copied. */
export const rowOf = ({ columns, values }: Matrix, row: number): Float64Array =>
  values.subarray(row * columns, (row + 1) * columns)

/** One column, copied. */
export const columnOf = ({ rows, columns, values }: Matrix, column: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]!)
