/** A set of 53-bit hashes in flat memory: 16 to 32 bytes an entry, whether there are a hundred or ten million. */
export class Seen {
  private slots = new Float64Array(1024)
  private size = 0

  /** Whether it was there already; it is from now on. 0 stands for 1. */
  add(hash: number): boolean {
    if (this.size * 2 > this.slots.length) this.grow()
    return this.put(hash || 1)
  }

  private put(hash: number): boolean {
    const mask = this.slots.length - 1
    let at = hash % this.slots.length
    while (this.slots[at] !== 0) {
      if (this.slots[at] === hash) return true
      at = (at + 1) & mask
    }
    this.slots[at] = hash
    this.size++
    return false
  }

  private grow() {
    const before = this.slots
    this.slots = new Float64Array(before.length * 2)
    this.size = 0
    for (const hash of before) if (hash !== 0) this.put(hash)
  }
}
