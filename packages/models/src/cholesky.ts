/**
 * x of A·x = b for a symmetric positive definite A (row after row, n × n), by A = L·Lᵀ; throws where A is not.
 * A is overwritten.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const l = decomposed(a, n)
  const x = b.slice()
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) x[row]! -= l[row * n + k]! * x[k]!
    x[row]! /= l[row * n + row]!
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) x[row]! -= l[k * n + row]! * x[k]!
    x[row]! /= l[row * n + row]!
  }
  return x
}

function decomposed(a: Float64Array, n: number): Float64Array {
  for (let column = 0; column < n; column++) {
    for (let row = column; row < n; row++) {
      let sum = a[row * n + column]!
      for (let k = 0; k < column; k++) sum -= a[row * n + k]! * a[column * n + k]!
      if (row > column) a[row * n + column] = sum / a[column * n + column]!
      else if (sum > 0) a[row * n + column] = Math.sqrt(sum)
      else throw new RangeError('the matrix is not positive definite')
    }
  }
  return a
}
