import { squaredDistance } from './k-means.ts'
import { type Matrix, rowsOf } from './matrix.ts'
import { Random } from './random.ts'

/** s = (b − a) / max(a, b) of each row: how much nearer its own cluster is than the next; 0 where it is alone (domain 3.6). */
export function silhouettes(matrix: Matrix, clusters: ArrayLike<number>): Float64Array {
  const count = Math.max(0, ...new Set(Array.from(clusters))) + 1
  const sizes = new Float64Array(count)
  for (let row = 0; row < matrix.rows; row++) sizes[clusters[row]!]! += 1
  return Float64Array.from({ length: matrix.rows }, (_, row) => {
    const sums = new Float64Array(count)
    for (let other = 0; other < matrix.rows; other++)
      sums[clusters[other]!]! += Math.sqrt(squaredDistance(matrix, row, matrix, other))
    return silhouetteOf(sums, sizes, clusters[row]!)
  })
}

function silhouetteOf(sums: Float64Array, sizes: Float64Array, own: number): number {
  if (sizes[own]! < 2) return 0
  const a = sums[own]! / (sizes[own]! - 1)
  let b = Number.POSITIVE_INFINITY
  for (let cluster = 0; cluster < sizes.length; cluster++)
    if (cluster !== own && sizes[cluster]! > 0) b = Math.min(b, sums[cluster]! / sizes[cluster]!)
  const larger = Math.max(a, b)
  return b === Number.POSITIVE_INFINITY || larger === 0 ? 0 : (b - a) / larger
}

/** Mean silhouette of at most `limit` rows, drawn by the seed where there are more: the work grows with their square. */
export function meanSilhouette(matrix: Matrix, clusters: ArrayLike<number>, seed: string, limit = 5_000): number {
  const places = new Random(seed).sample(matrix.rows, limit)
  const picked = rowsOf(matrix, places)
  const values = silhouettes(
    picked,
    places.map((place) => clusters[place]!),
  )
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
