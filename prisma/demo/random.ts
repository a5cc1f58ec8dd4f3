/** Numbers that look like chance and are the same for the same seed (sfc32, seeded by FNV-1a). */
export class Random {
  private a: number
  private b: number
  private c: number
  private d = 1

  constructor(private readonly seed: string) {
    const hash = (salt: string) => {
      let h = 0x811c9dc5
      for (const character of salt + seed) h = Math.imul(h ^ character.codePointAt(0)!, 0x01000193)
      return h | 0
    }
    this.a = hash('a')
    this.b = hash('b')
    this.c = hash('c')
    for (let i = 0; i < 16; i++) this.next()
  }

  /** Another source for one part, so that a change in one part leaves the others as they were. */
  fork(part: string): Random {
    return new Random(`${this.seed}/${part}`)
  }

  /** 0 ≤ x < 1. */
  next(): number {
    const t = (this.a + this.b + this.d++) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return (t >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  /** One of the keys, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key {
    const entries = Object.entries(weights) as [Key, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return entries.at(-1)![0]
  }

  /** Normally distributed with mean 0 and deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  digits(length: number): string {
    let digits = ''
    while (digits.length < length) digits += this.whole(0, 9)
    return digits
  }

  /** A UUID version 7 of that instant (milliseconds). */
  id(at: number): string {
    const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0')
    const hex = (bits: number) => Math.floor(this.next() * 2 ** bits).toString(16)
    const tail = `${hex(32).padStart(8, '0')}${hex(16).padStart(4, '0')}`
    const variant = (8 + Math.floor(this.next() * 4)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12).padStart(3, '0')}-${variant}${hex(12).padStart(3, '0')}-${tail}`
  }
}

/** Chooses by weights that stay the same: the sums are made once. */
export function chooser<T>(items: readonly T[], weightOf: (item: T, index: number) => number): (random: Random) => T {
  let total = 0
  const sums = items.map((item, index) => {
    total += weightOf(item, index)
    return total
  })
  return (random) => {
    const at = random.next() * total
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > at) high = middle
      else low = middle + 1
    }
    return items[low]!
  }
}
