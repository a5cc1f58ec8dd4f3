import type { Loader } from '@rapport/database/as-loader'
import type { Position } from '@rapport/finance/position'
import { linesOf } from '#warehouse/copy-lines.ts'
import { EventFold } from './event-fold.ts'
import { allEvents } from './position-events.ts'

const SHOWN = 20
/** The sort of all trades; what is more goes through the disk. */
const SORTS_IN = '256MB'

export interface Verified {
  positions: number
  different: number
  /** Customer, account and security of the first that differ; of one that is not kept at all, nothing. */
  examples: string[]
  /** Sums over what was folded: cents. */
  cost: bigint
  realised: bigint
}

/**
 * Folds every position anew from all trades and corporate actions there are (domain 2.4, moving average) and holds
 * quantity, cost, realised and dividends against those that are kept, to the cent. Reads one state of the warehouse and
 * changes nothing; positions that wait to be folded again may differ until they are.
 */
export async function verifyPositions(loader: Loader): Promise<Verified> {
  await loader.query(`set work_mem = '${SORTS_IN}'`)
  const verifying = new Verifying()
  for await (const events of linesOf(loader.copyOut(`copy (${allEvents}) to stdout`)))
    for (const event of events) verifying.take(event)
  return verifying.end()
}

class Verifying {
  private readonly found: Verified = { positions: 0, different: 0, examples: [], cost: 0n, realised: 0n }
  private n = ''
  private readonly folded: Position = { ...none }
  private agrees = true
  private readonly fold = new EventFold({
    day: (_, _currency, row) => stand(this.folded, row),
    kept: (_, kept, whose) => {
      this.agrees = isSame(this.folded, kept)
      if (!this.agrees && this.found.examples.length < SHOWN) this.found.examples.push(whose)
    },
  })

  take(event: string[]) {
    const n = event[0]!
    if (n !== this.n) {
      this.leave()
      if (Number(n) !== Number(this.n) + 1) throw new RangeError('events came out of their order')
      this.n = n
      // One that is kept nowhere is not what was folded.
      this.agrees = false
    }
    this.fold.take(event)
  }

  end(): Verified {
    this.leave()
    return this.found
  }

  private leave() {
    this.fold.end()
    if (this.n === '') return
    this.found.positions++
    if (!this.agrees) this.found.different++
    this.found.cost += this.folded.cost
    this.found.realised += this.folded.realised
    stand(this.folded, none)
  }
}

const none: Position = { quantity: 0n, cost: 0n, realised: 0n, dividends: 0n }
function stand(position: Position, as: Position) {
  position.quantity = as.quantity
  position.cost = as.cost
  position.realised = as.realised
  position.dividends = as.dividends
}
const isSame = (one: Position, other: Position) =>
  one.quantity === other.quantity &&
  one.cost === other.cost &&
  one.realised === other.realised &&
  one.dividends === other.dividends
