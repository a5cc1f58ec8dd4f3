import { Readable } from 'node:stream'
import { PING_MS } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Product } from '#product.ts'
import { listenOn } from './listening.ts'
import { maskerOf } from './mask.ts'
import { Refused } from './refused.ts'
import { proofOf, type SignedIn } from './session.ts'

/** What is told on a channel of the database by its id, and how it is read by whoever looks on; null for out of sight. */
export interface Feed<T = unknown> {
  channel: string
  /** The name of its events. */
  event: string
  read: (db: Db, id: string) => Promise<T | null>
}
/**
 * What is told on a channel by the id of the person whom it is for. Followed from a place on, the one where an earlier stream broke
 * off or now; each question gives what has come since, and the place to go on from.
 */
export interface OwnFeed<T = unknown> {
  channel: string
  event: string
  follow: (after: string | null) => (db: Db) => Promise<{ news: T | null; place: string }>
}

/** Changes that come at once are told together (ms). */
const GATHER = { any: 250, own: 50 }
/** Of one process; each that looks on everything costs a read a change. */
const MOST = { any: 200, own: 2_000 }
/** Tabs of a browser share one. */
const MOST_OF_ONE = 8
/** Whoever does not take what they are sent is let go. */
const MOST_WAITING = 1_000_000

interface Looking {
  end: () => void
  /** Whose own feed it is; null for one that looks on everything. */
  own: string | null
}
const looking = new WeakMap<Product, Set<Looking>>()

/** Ends all streams of a server that is about to close. */
export function endEvents(product: Product) {
  for (const { end } of looking.get(product) ?? []) end()
}

function refuseTooMany(here: Set<Looking>, own: string | null) {
  const same = [...here].filter((other) => (other.own === null) === (own === null))
  if (same.length >= (own === null ? MOST.any : MOST.own)) throw new Refused(503, 'busy', { retryAfter: 5 })
  if (own !== null && same.filter((other) => other.own === own).length >= MOST_OF_ONE)
    throw new Refused(429, 'too-many-streams', { retryAfter: 30 })
}

interface Told {
  items: unknown[]
  /** Where whoever comes again goes on from. */
  place?: string
}

/** What a feed has to tell a reader, and which words of its channel are for them. */
function tellerOf(feed: Feed | OwnFeed, viewer: SignedIn, after: string | null) {
  if ('follow' in feed) {
    const next = feed.follow(after)
    const read = async (db: Db): Promise<Told> => {
      const { news, place } = await next(db)
      return { items: news === null ? [] : [news], place }
    }
    return { isFor: (payload: string) => payload === viewer.id, read }
  }
  const changed = new Set<string>()
  const read = async (db: Db): Promise<Told> => {
    const ids = [...changed]
    changed.clear()
    const items: unknown[] = []
    for (const id of ids) items.push(await feed.read(db, id))
    return { items: items.filter((item) => item !== null) }
  }
  return { isFor: (payload: string) => changed.add(payload) !== undefined, read }
}

/** Where an earlier stream broke off: a browser says it by itself, a page that opens another one in the address. */
function placeIn({ headers, query }: FastifyRequest): string | null {
  const said = headers['last-event-id'] ?? (query as { after?: string }).after
  return typeof said === 'string' && /^\d{1,18}$/.test(said) ? said : null
}

/**
 * Server-sent events until the reader leaves, the session ends or anybody's rights change (the browser then comes again),
 * the server closes or the database's word is lost. Every event is read in a transaction as the reader.
 */
export async function sendEvents(
  product: Product,
  { endpoint, feed }: { endpoint: Endpoint; feed: Feed | OwnFeed },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const here = looking.get(product) ?? new Set<Looking>()
  looking.set(product, here)
  const viewer = request.viewer!
  const isOwn = 'follow' in feed
  refuseTooMany(here, isOwn ? viewer.id : null)
  const masker = maskerOf(endpoint.reply)
  const { isFor, read } = tellerOf(feed, viewer, placeIn(request))
  let gathering: NodeJS.Timeout | undefined
  let telling = Promise.resolve()
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
    if (!open) return
    const { items, place } = await asReader(read)
    for (const [n, item] of items.entries()) {
      const data = endpoint.reply.parse(masker ? masker(item, viewer.clearance) : item)
      // The place is that after all of them: whoever breaks off before the last is told them again.
      const id = place !== undefined && n === items.length - 1 ? `id: ${place}\n` : ''
      say(`${id}event: ${feed.event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
    return place
  }
  // One after the other, so that what is told later is not overtaken.
  const next = <T>(work: () => Promise<T>) => {
    const done = telling.then(work)
    // A session that has ended, or a database that is away: whoever looked on asks again.
    telling = done.then(() => undefined).catch(end)
    return telling
  }
  const told = (payload: string) => {
    if (!isFor(payload)) return
    gathering ??= setTimeout(
      () => {
        gathering = undefined
        void next(tell)
      },
      isOwn ? GATHER.own : GATHER.any,
    )
  }
  const look = { end, own: isOwn ? viewer.id : null }
  here.add(look)
  const stop = await listenOn(product.connections, feed.channel, { told, lost: end }).catch((error: unknown) => {
    here.delete(look)
    throw error
  })
  // An event, not a remark: a browser tells a page of nothing else, and silence is how it knows of a dead connection.
  const ping = (place?: string) => say(`${place === undefined ? '' : `id: ${place}\n`}event: ping\ndata: {}\n\n`)
  const pinging = setInterval(() => void next(async () => ping(await tell())), PING_MS)
  stream.once('close', () => {
    open = false
    here.delete(look)
    clearInterval(pinging)
    clearTimeout(gathering)
    stop()
  })
  // Not all at the same moment: when a server is replaced, whoever looked on comes again.
  say(`retry: ${1000 + Math.floor(Math.random() * 2000)}\n`)
  if (isOwn) void next(async () => ping(await tell()))
  else ping()
  reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8')
  return reply.send(stream)
}
