/**
 * Counts how often each hash came: of a file of trades every line, so the table is flat numbers rather than objects,
 * 14 bytes an entry. Two different lines of the same 64 bits would be counted as one: once in 10^8 files of a million.
 */
export class Occurrences {
  private high = new Uint32Array(1024)
  private low = new Uint32Array(1024)
  private times = new Uint32Array(1024)
  private size = 0

  /** The number of this occurrence, from 1. */
  next(hash: Buffer): number {
    return this.nextOf(hash.readUInt32BE(0), hash.readUInt32BE(4))
  }

  /** The same for the first 64 bits of a hash, as two unsigned halves. */
  nextOf(high: number, low: number): number {
    if (this.size * 2 > this.times.length) this.grow()
    const at = this.placeOf(high, low)
    if (this.times[at] === 0) {
      this.high[at] = high
      this.low[at] = low
      this.size++
    }
    this.times[at] = this.times[at]! + 1
    return this.times[at]!
  }

  private placeOf(high: number, low: number): number {
    const mask = this.times.length - 1
    let at = low & mask
    while (this.times[at] !== 0 && (this.high[at] !== high || this.low[at] !== low)) at = (at + 1) & mask
    return at
  }

  private grow() {
    const { high, low, times } = this
    this.high = new Uint32Array(times.length * 2)
    this.low = new Uint32Array(times.length * 2)
    this.times = new Uint32Array(times.length * 2)
    for (let from = 0; from < times.length; from++) {
      if (times[from] === 0) continue
      const at = this.placeOf(high[from]!, low[from]!)
      this.high[at] = high[from]!
      this.low[at] = low[from]!
      this.times[at] = times[from]!
    }
  }
}
