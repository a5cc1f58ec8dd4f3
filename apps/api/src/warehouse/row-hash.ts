const HIGH = 0xdeadbeef
const LOW = 0x41c6ce57
const TIMES_HIGH = 2654435761
const TIMES_LOW = 1597334677

/**
 * A hash of a text in 53 bits, as a number: two versions of one row differ by it. Murmur's mixing over two lanes; only
 * rows with the same key are ever compared, so that equal hashes of different rows are one in 2^53.
 */
export function rowHash(text: string): number {
  let high = HIGH ^ text.length
  let low = LOW ^ text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, TIMES_HIGH)
    low = Math.imul(low ^ code, TIMES_LOW)
  }
  return mixed(high, low)
}

/** The same of a text that is there as the bytes of its ASCII characters; NaN where other bytes are among them. */
export function rowHashOfAscii(bytes: Uint8Array, from: number, to: number): number {
  let high = HIGH ^ (to - from)
  let low = LOW ^ (to - from)
  let all = 0
  for (let i = from; i < to; i++) {
    const code = bytes[i]!
    all |= code
    high = Math.imul(high ^ code, TIMES_HIGH)
    low = Math.imul(low ^ code, TIMES_LOW)
  }
  return all < 128 ? mixed(high, low) : Number.NaN
}

function mixed(high: number, low: number): number {
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}
