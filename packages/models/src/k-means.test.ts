import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseClusters } from './choose-clusters.ts'
import { kMeans } from './k-means.ts'
import { matrixOf } from './matrix.ts'
import { Random } from './random.ts'
import { scaledMatrix, scalesOf } from './scaling.ts'
import { meanSilhouette, silhouettes } from './silhouette.ts'
import { adjustedRand, stability } from './stability.ts'

const points = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 2 }), {
  minLength: 5,
  maxLength: 40,
})

/** Clouds of 60 points about centres that lie 20 apart. */
function clouds(count: number, seed: string) {
  const random = new Random(seed)
  return matrixOf(
    Array.from({ length: count * 60 }, (_, i) => [
      20 * (i % count) + random.next() * 4,
      20 * ((i % count) % 2) + random.next() * 4,
    ]),
  )
}

describe('k-means', () => {
  test('the inertia never rises from one assignment to the next', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 5 }), fc.string(), (rows, clusters, seed) => {
        const { inertias } = kMeans(matrixOf(rows), { clusters, seed, starts: 2 })
        for (const [i, inertia] of inertias.slice(1).entries())
          expect(inertia).toBeLessThanOrEqual(inertias[i]! * (1 + 1e-12))
      }),
    )
  })

  test('every row belongs to the centroid nearest to it', () => {
    fc.assert(
      fc.property(points, (rows) => {
        const { centroids, clusters } = kMeans(matrixOf(rows), { clusters: 3, seed: 'nearest', starts: 2 })
        rows.forEach(([x, y], row) => {
          const distances = [0, 1, 2].map(
            (c) => (x! - centroids.values[c * 2]!) ** 2 + (y! - centroids.values[c * 2 + 1]!) ** 2,
          )
          expect(distances[clusters[row]!]).toBe(Math.min(...distances))
        })
      }),
    )
  })

  test('the same seed gives the same clusters', () => {
    const matrix = clouds(5, 'same')
    const [one, other] = [0, 1].map(() => kMeans(matrix, { clusters: 5, seed: 's' }))
    expect(one).toEqual(other)
  })

  test('clouds are found again, and of four to eight clusters the six that there are win', async () => {
    const matrix = clouds(6, 'found')
    const { chosen, clustering, tried } = await chooseClusters(matrix, { to: 8, seed: 'choice' })
    expect(chosen.clusters).toBe(6)
    expect(chosen.usable).toBe(true)
    expect(tried.map(({ clusters }) => clusters)).toEqual([4, 5, 6, 7, 8])
    const truth = Array.from({ length: matrix.rows }, (_, i) => i % 6)
    expect(adjustedRand(truth, clustering.clusters)).toBe(1)
    expect(stability(matrix, clustering, 'again')).toBeGreaterThan(0.99)
  })

  test('where nothing varies there is still an answer', () => {
    expect(kMeans(matrixOf(Array(6).fill([1, 1])), { clusters: 3, seed: 'x' }).inertia).toBe(0)
  })

  test('fewer rows than clusters are refused', () => {
    expect(() => kMeans(matrixOf([[1], [2]]), { clusters: 3, seed: 'x' })).toThrow('do not make')
  })
})

describe('the silhouette', () => {
  test('is that of domain 3.6 for the points 1, 2 and 8, 9', () => {
    const matrix = matrixOf([[1], [2], [8], [9]])
    const rounded = [...silhouettes(matrix, [0, 0, 1, 1])].map((s) => Number(s.toFixed(3)))
    expect(rounded).toEqual([0.867, 0.846, 0.846, 0.867])
    expect(meanSilhouette(matrix, [0, 0, 1, 1], 'seed')).toBeCloseTo(0.856, 3)
  })

  test('of a row alone in its cluster is 0, and of one cluster too', () => {
    expect([...silhouettes(matrixOf([[1], [2], [9]]), [0, 0, 1])][2]).toBe(0)
    expect([...silhouettes(matrixOf([[1], [2]]), [0, 0])]).toEqual([0, 0])
  })

  test('on a sample is near the one on all rows', () => {
    const matrix = clouds(4, 'sample')
    const { clusters } = kMeans(matrix, { clusters: 4, seed: 's' })
    expect(meanSilhouette(matrix, clusters, 's', 80)).toBeCloseTo(meanSilhouette(matrix, clusters, 's'), 1)
  })
})

describe('the adjusted Rand index', () => {
  test('is 1 for the same clusters by other names, and known for a mixed case', () => {
    expect(adjustedRand([0, 0, 1, 1], [7, 7, 3, 3])).toBe(1)
    // Pairs together in both 2, in one 6, in the other 3, of 15: by chance 18/15 = 1.2, at most 4.5.
    expect(adjustedRand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2])).toBeCloseTo((2 - 1.2) / (4.5 - 1.2), 12)
  })

  test('does not depend on which is named first', () => {
    const labels = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(labels, (both) => {
        const [one, other] = [both.map(([a]) => a), both.map(([, b]) => b)]
        expect(adjustedRand(one, other)).toBeCloseTo(adjustedRand(other, one), 12)
      }),
    )
  })
})

describe('scaling', () => {
  test('makes mean 0 and deviation 1, and a constant column 0', () => {
    const matrix = matrixOf([1, 2, 3, 4, 10].map((x) => [x, 7]))
    const { values } = scaledMatrix(matrix, scalesOf(matrix, 0))
    const first = [0, 2, 4, 6, 8].map((place) => values[place]!)
    expect(first.reduce((a, b) => a + b)).toBeCloseTo(0, 12)
    expect(first.reduce((a, b) => a + b * b, 0) / 5).toBeCloseTo(1, 12)
    expect([1, 3, 5, 7, 9].map((place) => values[place])).toEqual([0, 0, 0, 0, 0])
  })

  test('cuts what lies beyond the 1st and 99th percentile, also of rows that come later', () => {
    const scales = scalesOf(matrixOf(Array.from({ length: 101 }, (_, i) => [i === 100 ? 1e9 : i])), 0.01)
    expect(scales[0]).toMatchObject({ low: 1, high: 99 })
    const [late] = scaledMatrix(matrixOf([[1e12]]), scales).values
    expect(late).toBeCloseTo((99 - scales[0]!.mean) / scales[0]!.deviation, 12)
  })
})
