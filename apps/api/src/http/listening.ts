import type { Connections } from '@rapport/database/connections'

interface Listener {
  told: (payload: string) => void
  /** What was told meanwhile may be lost: begin again. */
  lost: () => void
}

/** One connection of this process that listens on one channel for all who look on; it is there while somebody does. */
class Channel {
  private readonly listeners = new Set<Listener>()
  private open: Promise<{ end: () => Promise<void> }> | null = null

  constructor(
    private readonly connections: Connections,
    private readonly name: string,
  ) {}

  /** Resolves once nothing that is told from now on is missed; the function it gives ends the listening. */
  async add(listener: Listener): Promise<() => void> {
    this.listeners.add(listener)
    this.open ??= this.listen()
    try {
      await this.open
    } catch (error) {
      this.listeners.delete(listener)
      throw error
    }
    return () => this.remove(listener)
  }

  private remove(listener: Listener) {
    this.listeners.delete(listener)
    if (this.listeners.size > 0) return
    const open = this.open
    this.open = null
    open?.then((client) => client.end()).catch(() => undefined)
  }

  private listen(): Promise<{ end: () => Promise<void> }> {
    const forget = () => {
      if (this.open !== open) return
      this.open = null
      const left = [...this.listeners]
      this.listeners.clear()
      for (const { lost } of left) lost()
    }
    const open: Promise<{ end: () => Promise<void> }> = (async () => {
      const client = await this.connections.open()
      client.on('notification', ({ payload }) => {
        for (const { told } of this.listeners) told(payload ?? '')
      })
      client.on('end', forget)
      await client.query(`listen ${this.name}`)
      return client
    })()
    open.catch(forget)
    return open
  }
}

const channels = new WeakMap<Connections, Map<string, Channel>>()

/** Listens for what the database tells on a channel (a name of ours, never input), over one connection a process. */
export function listenOn(connections: Connections, channel: string, listener: Listener): Promise<() => void> {
  const known = channels.get(connections) ?? new Map<string, Channel>()
  channels.set(connections, known)
  const found = known.get(channel) ?? new Channel(connections, channel)
  known.set(channel, found)
  return found.add(listener)
}
