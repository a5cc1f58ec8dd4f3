import { chartNames } from '@rapport/contract/analytics/chart-catalogue'
import { charts } from '@rapport/contract/analytics/charts'
import { at, table } from './measure.ts'
import type { World } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'

const ROUNDS = 60

/** What is asked of each chart: as the page does, with what it is compared with. */
const asked = [
  ...Object.values(charts).map(({ path }) => path),
  ...chartNames.map((chart) => `/charts/${chart}?compare=period,year`),
]

/** Each head-office chart, asked again and again by one reader (goal: p95 below 100 ms). */
export async function benchCharts({ ownerUrl }: World, keys: Keys, dataDir: string) {
  const product = await startProduct(ownerUrl, keys, dataDir)
  try {
    const headers = await product.signIn('ho_bench')
    const rows: string[][] = []
    for (const path of asked) {
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const begin = performance.now()
        const answer = await fetch(`${product.origin}/api${path}`, { headers })
        await answer.text()
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
        times.push(performance.now() - begin)
      }
      times.sort((a, b) => a - b)
      rows.push([
        path.slice('/charts/'.length).replace(/\?.*/, ''),
        at(times, 0.5).toFixed(1),
        at(times, 0.95).toFixed(1),
      ])
    }
    console.log('\nHead-office charts, ms (goal: p95 below 100)\n')
    console.log(table(['chart', 'p50', 'p95'], rows))
  } finally {
    await product.stop()
  }
}
