import { askAgainAndAgain } from '../apps/api/src/http/testing-load.ts'
import { at, table } from './measure.ts'
import type { World } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'

const REQUESTS = 50_000
const PAUSE = 8_000

/** All servers are replaced again and again while 32 people ask 50,000 times who they are (F-09). */
export async function benchRestart({ ownerUrl }: World, keys: Keys, dataDir: string) {
  const product = await startProduct(ownerUrl, keys, dataDir)
  let replaced = 0
  try {
    const { cookie } = await product.signIn('am_bench')
    const load = askAgainAndAgain(product.origin, cookie!, 32)
    while (load.answered() < REQUESTS) {
      await new Promise((paused) => setTimeout(paused, PAUSE))
      process.kill(product.pid, 'SIGUSR2')
      replaced++
    }
    const { outcomes, times } = await load.end()
    const failed = times.length - (outcomes[200] ?? 0)
    times.sort((a, b) => a - b)
    console.log('\nAll servers replaced under load, 32 people (goal: none of 50,000 requests fails)\n')
    console.log(
      table(
        ['requests', 'times replaced', 'failed', 'p50 ms', 'p99 ms', 'longest ms'],
        [
          [
            String(times.length),
            String(replaced),
            String(failed),
            ...[0.5, 0.99, 1].map((share) => at(times, share).toFixed(0)),
          ],
        ],
      ),
    )
  } finally {
    await product.stop()
  }
}
