/**
 * Places for steps in one process: so many run side by side. A step that may have killed its worker before takes all of
 * them, so that it is known which one did, and no neighbour goes down with it.
 */
export class Places {
  private free: number
  private readonly queue: { wants: number; go: () => void }[] = []

  constructor(private readonly all = 2) {
    this.free = all
  }

  /** Runs `work` as soon as there is a place, or all are free; first come, first served. */
  async during<T>({ alone }: { alone: boolean }, work: () => Promise<T>): Promise<T> {
    const wants = alone ? this.all : 1
    await new Promise<void>((go) => {
      this.queue.push({ wants, go })
      this.next()
    })
    try {
      return await work()
    } finally {
      this.free += wants
      this.next()
    }
  }

  private next() {
    for (let first = this.queue[0]; first && first.wants <= this.free; first = this.queue[0]) {
      this.queue.shift()
      this.free -= first.wants
      first.go()
    }
  }
}
