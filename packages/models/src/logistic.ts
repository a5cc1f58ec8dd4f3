import { solveSymmetric } from './cholesky.ts'
import type { Matrix } from './matrix.ts'

export interface LogisticModel {
  intercept: number
  /** One a column. */
  weights: number[]
  /** Steps until the gradient was nothing, and the penalised log-likelihood there. */
  steps: number
  logLikelihood: number
}

/** p = 1 / (1 + e^−z). */
export const logistic = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))

/** The linear part z of one row: intercept + Σ weight × value. */
export function linear(model: Pick<LogisticModel, 'intercept' | 'weights'>, row: ArrayLike<number>): number {
  let z = model.intercept
  for (let column = 0; column < row.length; column++) z += model.weights[column]! * row[column]!
  return z
}

/**
 * Logistic regression with a penalty ½·l2·Σ weight² (the intercept is free), by Newton's method with steps halved where
 * they would overshoot (iteratively reweighted least squares). Columns should be standardised.
 */
export function fitLogistic(matrix: Matrix, labels: ArrayLike<number>, l2 = 1, maxSteps = 50): LogisticModel {
  if (matrix.rows === 0 || matrix.rows !== labels.length) throw new RangeError('a label for each of at least one row')
  if (!(l2 > 0)) throw new RangeError('a penalty above 0, or separable data have no answer')
  let beta: Float64Array = new Float64Array(matrix.columns + 1)
  let value = penalised(matrix, labels, beta, l2)
  let steps = 0
  for (; steps < maxSteps; steps++) {
    const { gradient, hessian } = slope(matrix, labels, beta, l2)
    if (gradient.every((part) => Math.abs(part) < 1e-8 * matrix.rows)) break
    const step = solveSymmetric(hessian, gradient)
    const next = lineSearch(matrix, labels, beta, step, l2, value)
    if (next === undefined) break
    ;({ beta, value } = next)
  }
  return { intercept: beta[0]!, weights: [...beta.subarray(1)], steps, logLikelihood: value }
}

function lineSearch(
  matrix: Matrix,
  labels: ArrayLike<number>,
  beta: Float64Array,
  step: Float64Array,
  l2: number,
  value: number,
): { beta: Float64Array; value: number } | undefined {
  for (let size = 1; size > 1e-8; size /= 2) {
    const tried = beta.map((part, place) => part + size * step[place]!)
    const reached = penalised(matrix, labels, tried, l2)
    if (reached > value) return { beta: tried, value: reached }
  }
  return undefined
}

/** ln(1 + e^z) without overflow. */
const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))

function penalised(matrix: Matrix, labels: ArrayLike<number>, beta: Float64Array, l2: number): number {
  let sum = 0
  for (let row = 0; row < matrix.rows; row++) {
    const z = at(matrix, row, beta)
    sum += labels[row]! * z - softplus(z)
  }
  for (let part = 1; part < beta.length; part++) sum -= (l2 / 2) * beta[part]! ** 2
  return sum
}

function at({ columns, values }: Matrix, row: number, beta: Float64Array): number {
  let z = beta[0]!
  for (let column = 0; column < columns; column++) z += beta[column + 1]! * values[row * columns + column]!
  return z
}

/** Gradient and negative Hessian of the penalised log-likelihood. */
function slope(matrix: Matrix, labels: ArrayLike<number>, beta: Float64Array, l2: number) {
  const size = beta.length
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const row = new Float64Array(size)
  row[0] = 1
  for (let index = 0; index < matrix.rows; index++) {
    row.set(matrix.values.subarray(index * matrix.columns, (index + 1) * matrix.columns), 1)
    const p = logistic(at(matrix, index, beta))
    const [error, weight] = [labels[index]! - p, p * (1 - p)]
    for (let i = 0; i < size; i++) {
      gradient[i]! += error * row[i]!
      const weighted = weight * row[i]!
      if (weighted !== 0) for (let j = 0; j <= i; j++) hessian[i * size + j]! += weighted * row[j]!
    }
  }
  for (let i = 0; i < size; i++) {
    // A little on the intercept keeps it solvable where all labels are the same.
    hessian[i * size + i]! += i === 0 ? 1e-9 : l2
    if (i > 0) gradient[i]! -= l2 * beta[i]!
    for (let j = 0; j < i; j++) hessian[j * size + i] = hessian[i * size + j]!
  }
  return { gradient, hessian }
}
