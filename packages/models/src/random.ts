/** Numbers that look like chance and are the same for the same seed (sfc32, seeded by FNV-1a). */
export class Random {
  private a: number
  private b: number
  private c: number
  private d = 1

  constructor(seed: string) {
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

  /** 0 ≤ x < 1. */
  next(): number {
    const t = (this.a + this.b + this.d++) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return (t >>> 0) / 4294967296
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  /** `size` different places of a list of `count`, ascending; all of them where there are no more. */
  sample(count: number, size: number): number[] {
    const places = Array.from({ length: count }, (_, place) => place)
    if (size >= count) return places
    for (let i = 0; i < size; i++) {
      const other = i + this.below(count - i)
      const kept = places[i]!
      places[i] = places[other]!
      places[other] = kept
    }
    return places.slice(0, size).sort((one, other) => one - other)
  }
}
