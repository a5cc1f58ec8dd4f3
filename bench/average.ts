import { parseDecimal } from '@rapport/finance/decimal'
import { open, type Position, trade } from '@rapport/finance/position'
import { cents, money } from '@rapport/finance/scales'
import { marketValue, unrealised } from '@rapport/finance/valuation'
import { table } from './measure.ts'

const POSITIONS = 1_000
const ROUNDS = 5
const CLOSE = parseDecimal('12.34')

/** Trades as both loops read them: exact for one, as binary floats for the other. */
interface Trades {
  position: Int32Array
  quantity: bigint[]
  amount: bigint[]
  fees: bigint[]
  floatQuantity: Float64Array
  floatAmount: Float64Array
  floatFees: Float64Array
}

/** Moving average arithmetic on one core, exact, beside a loop of binary floats (goal: 3,000,000 trades a second). */
export function benchAverage(size: number) {
  const trades = makeTrades(size)
  const rows: string[][] = []
  const exact = best(() => foldExact(trades))
  const floats = best(() => foldFloats(trades))
  for (const [name, { seconds }] of Object.entries({ 'scaled integers, exact': exact, 'binary floats': floats }))
    rows.push([name, Math.round(size / seconds).toLocaleString('en'), seconds.toFixed(2)])
  console.log(
    `\nMoving average of ${size.toLocaleString('en')} trades in ${POSITIONS} positions, one core (goal: 3,000,000 a second)\n`,
  )
  console.log(table(['', 'trades a second', 's'], rows))
  // What nothing about cost can get wrong: profit is what came in and what is held.
  const profit = exact.result.reduce((sum, one) => sum + one.realised + unrealised(one, CLOSE), 0n)
  const cash = trades.amount.reduce(
    (sum, amount, i) => sum + (trades.quantity[i]! > 0n ? -amount : amount) - trades.fees[i]!,
    0n,
  )
  const held = exact.result.reduce((sum, one) => sum + marketValue(one, CLOSE), 0n)
  const realised = exact.result.reduce((sum, one) => sum + one.realised, 0n)
  console.log(`  exact: profit ${money(profit)} is net cash and value ${money(cash + held)}: ${profit === cash + held}`)
  console.log(`  realised ${money(realised)}; by floats off by ${money(cents(floats.result.toFixed(2)) - realised)}`)
}

function best<T>(work: () => T): { result: T; seconds: number } {
  let [seconds, result] = [Number.POSITIVE_INFINITY, work()]
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    result = work()
    seconds = Math.min(seconds, (performance.now() - started) / 1000)
  }
  return { result, seconds }
}

function foldExact({ position, quantity, amount, fees }: Trades): Position[] {
  const positions = Array.from({ length: POSITIONS }, open)
  for (let i = 0; i < position.length; i++) trade(positions[position[i]!]!, quantity[i]!, amount[i]!, fees[i]!)
  return positions
}

/** What one would write without exact money: the cost is never rounded, sums drift. Returns what was realised. */
function foldFloats({ position, floatQuantity, floatAmount, floatFees }: Trades): number {
  const held = new Float64Array(POSITIONS)
  const cost = new Float64Array(POSITIONS)
  let realised = 0
  for (let i = 0; i < position.length; i++) {
    const p = position[i]!
    const quantity = floatQuantity[i]!
    const cash = quantity > 0 ? -(floatAmount[i]! + floatFees[i]!) : floatAmount[i]! - floatFees[i]!
    const before = held[p]!
    const after = before + quantity
    if (before === 0 || before > 0 === quantity > 0) cost[p]! -= cash
    else if (after === 0 || after > 0 === before > 0) {
      const out = after === 0 ? cost[p]! : (cost[p]! * -quantity) / before
      realised += cash - out
      cost[p]! -= out
    } else {
      const closing = (cash * -before) / quantity
      realised += closing - cost[p]!
      cost[p] = closing - cash
    }
    held[p] = after
  }
  return realised
}

function makeTrades(size: number): Trades {
  let state = 20261123
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const made: Trades = {
    position: new Int32Array(size),
    quantity: [],
    amount: [],
    fees: [],
    floatQuantity: new Float64Array(size),
    floatAmount: new Float64Array(size),
    floatFees: new Float64Array(size),
  }
  const held = new Int32Array(POSITIONS)
  for (let i = 0; i < size; i++) {
    const p = next(POSITIONS)
    const lots = 1 + next(20)
    // Mostly what is held is sold, as people do.
    const sells = held[p]! > 0 && next(100) < 48
    const shares = 100 * (sells ? Math.min(lots, held[p]!) : lots)
    held[p]! += (sells ? -shares : shares) / 100
    const amount = shares * (200 + next(3_000))
    const fees = Math.max(500, Math.round(amount * 0.00025))
    made.position[i] = p
    made.quantity.push(BigInt(sells ? -shares : shares) * 1_000_000n)
    made.amount.push(BigInt(amount))
    made.fees.push(BigInt(fees))
    made.floatQuantity[i] = sells ? -shares : shares
    made.floatAmount[i] = amount / 100
    made.floatFees[i] = fees / 100
  }
  return made
}
