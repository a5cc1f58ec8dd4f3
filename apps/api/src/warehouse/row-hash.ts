/**
 * A hash of a text in 53 bits, as a number: two versions of one row differ by it. Murmur's mixing over two lanes; only
 * rows with the same key are ever compared, so that equal hashes of different rows are one in 2^53.
 */
export function rowHash(text: string): number {
  let high = 0xdeadbeef ^ text.length
  let low = 0x41c6ce57 ^ text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}
