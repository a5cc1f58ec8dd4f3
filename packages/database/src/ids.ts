import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(4096)
let used = pool.length
let last = 0
let count = 0

/** A UUID version 7: time in milliseconds, a counter within it, and random bits; sorts in the order of making. */
export function newId(now = Date.now()): string {
  if (now > last) [last, count] = [now, 0]
  else count++
  if (count > 0xfff) [last, count] = [last + 1, 0]
  if (used + 8 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = Buffer.from(pool.subarray(used, used + 8))
  used += 8
  random[0] = (random[0]! & 0x3f) | 0x80
  const time = last.toString(16).padStart(12, '0')
  const tail = random.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
