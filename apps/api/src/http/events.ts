import { Readable } from 'node:stream'
import { PING_MS } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Product } from '#product.ts'
import { listenOn } from './listening.ts'
import { maskerOf } from './mask.ts'
import { Refused } from './refused.ts'
import { proofOf } from './session.ts'

/** What is told on a channel of the database by its id, and how it is read by whoever looks on; null for out of sight. */
export interface Feed<T = unknown> {
  channel: string
  /** The name of its events. */
  event: string
  read: (db: Db, id: string) => Promise<T | null>
}

/** Changes that come at once are told together. */
const GATHER = 250
/** Of one process; each costs a read a change. */
const MOST = 200
/** Whoever does not take what they are sent is let go. */
const MOST_WAITING = 1_000_000

const looking = new WeakMap<Product, Set<() => void>>()

/** Ends all streams of a server that is about to close. */
export function endEvents(product: Product) {
  for (const end of looking.get(product) ?? []) end()
}

/**
 * Server-sent events until the reader leaves, the session ends or anybody's rights change (the browser then comes again),
 * the server closes or the database's word is lost. Every event is read in a transaction as the reader.
 */
export async function sendEvents(
  product: Product,
  { endpoint, feed }: { endpoint: Endpoint; feed: Feed },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const here = looking.get(product) ?? new Set<() => void>()
  looking.set(product, here)
  if (here.size >= MOST) throw new Refused(503, 'busy', { retryAfter: 5 })
  const viewer = request.viewer!
  const masker = maskerOf(endpoint.reply)
  const changed = new Set<string>()
  let gathering: NodeJS.Timeout | undefined
  let open = true
  const stream = new Readable({ read: () => undefined })
  const end = () => {
    if (open) stream.push(null)
    open = false
  }
  const say = (text: string) => {
    if (!open) return
    if (stream.readableLength > MOST_WAITING) stream.destroy()
    else stream.push(text)
  }
  const asReader = <T>(work: (db: Db) => Promise<T>) =>
    asViewer(product.connections, viewer, { readOnly: true, proof: proofOf(product, viewer) }, work)

  async function tell() {
    gathering = undefined
    const ids = [...changed]
    changed.clear()
    const found = await asReader(async (db) => {
      const items: unknown[] = []
      for (const id of ids) items.push(await feed.read(db, id))
      return items.filter((item) => item !== null)
    })
    for (const item of found) {
      const data = endpoint.reply.parse(masker ? masker(item, viewer.clearance) : item)
      say(`event: ${feed.event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }
  const told = (id: string) => {
    changed.add(id)
    // A session that has ended, or a database that is away: whoever looked on asks again.
    gathering ??= setTimeout(() => void tell().catch(end), GATHER)
  }
  const stop = await listenOn(product.connections, feed.channel, { told, lost: end })
  here.add(end)
  // An event, not a remark: a browser tells a page of nothing else, and silence is how it knows of a dead connection.
  const ping = () => say('event: ping\ndata: {}\n\n')
  const pinging = setInterval(
    () =>
      void asReader(async () => undefined)
        .then(ping)
        .catch(end),
    PING_MS,
  )
  stream.once('close', () => {
    open = false
    here.delete(end)
    clearInterval(pinging)
    clearTimeout(gathering)
    stop()
  })
  say('retry: 2000\n')
  ping()
  reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8')
  return reply.send(stream)
}
