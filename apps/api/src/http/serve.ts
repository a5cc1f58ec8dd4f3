import type { Readable } from 'node:stream'
import { PAGES } from '@rapport/contract/client'
import type { BodyOf, Caller, Endpoint, ParamsOf, QueryOf } from '@rapport/contract/endpoint'
import { asViewer, type Db, SessionChanged } from '@rapport/database/as-viewer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Product } from '#product.ts'
import { csvOf } from './csv.ts'
import { csvStream, type Parts } from './csv-stream.ts'
import { sortError } from './errors.ts'
import { type Feed, type OwnFeed, sendEvents } from './events.ts'
import { parsed, versionIn } from './input.ts'
import { maskerOf } from './mask.ts'
import { type Answer, answeredOnce, onlyOnce, saidBy } from './once.ts'
import { Refused } from './refused.ts'
import type {} from './request.ts'
import { type CustomerAsk, serveCustomer } from './serve-customer.ts'
import { findViewer, proofOf, type SignedIn, seen, viewerReadBefore } from './session.ts'

/** What a route is given: input checked by the contract, and the database as the person asking sees it. */
export interface Ask<E extends Endpoint = Endpoint> {
  db: Db
  viewer: SignedIn
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  /** The version in If-Match, for endpoints that need one; 0 elsewhere. */
  version: number
  product: Product
  requestId: string
}
/** The same outside a transaction, for the few routes that speak with the wire themselves. */
export interface RawAsk<E extends Endpoint = Endpoint> extends Omit<Ask<E>, 'db' | 'viewer'> {
  app: FastifyInstance
  request: FastifyRequest
  reply: FastifyReply
  /** Null only where the contract lets anybody call. */
  viewer: SignedIn | null
}

/** A file as it is sent: what it is called, its bytes, and whose personal data it holds where it is of one customer. */
export interface Download {
  name: string
  content: Buffer | Readable
  customerId?: string
}
/** What makes a file is given `read` instead of one transaction: each call is one of its own, as the viewer. */
export interface DownloadAsk<E extends Endpoint = Endpoint> extends Omit<Ask<E>, 'db'> {
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

export type Route = { endpoint: Endpoint } & (
  | { answers: 'json'; handle: (ask: Ask) => Promise<unknown> }
  | {
      answers: 'csv'
      handle: (ask: Ask, after: string | undefined) => Promise<{ items: unknown[]; next: string | null }>
    }
  | { answers: 'file'; handle: (ask: DownloadAsk) => Promise<Download> }
  | { answers: 'stream'; handle: (ask: Ask) => Parts }
  | { answers: 'events'; feed: Feed | OwnFeed }
  | { answers: 'raw'; handle: (ask: RawAsk) => Promise<unknown> }
  | { answers: 'customer'; handle: (ask: CustomerAsk) => Promise<unknown> }
)

/** One line a route: which promise, which verb. */
export const route = <E extends Endpoint>(
  endpoint: E,
  handle: (ask: Ask<E>) => Promise<z.input<E['reply']>>,
): Route => ({
  endpoint,
  answers: 'json',
  handle: handle as never,
})
/** A file: the verb gives one page after another, each read in a transaction of its own. */
export const fileRoute = <E extends Endpoint>(
  endpoint: E,
  handle: (ask: Ask<E>, after: string | undefined) => Promise<{ items: z.input<E['reply']>[]; next: string | null }>,
): Route => ({ endpoint, answers: 'csv', handle: handle as never })
/** A file that is no table; reading it is written into the trail. */
export const downloadRoute = <E extends Endpoint>(
  endpoint: E,
  handle: (ask: DownloadAsk<E>) => Promise<Download>,
): Route => ({ endpoint, answers: 'file', handle: handle as never })
/** A file that is written while it is read: the verb gives some rows after the others, all in one transaction. */
export const streamRoute = <E extends Endpoint>(endpoint: E, handle: (ask: Ask<E>) => Parts): Route => ({
  endpoint,
  answers: 'stream',
  handle: handle as never,
})
/** Server-sent events: what changed, read again as the person who looks on. */
export const eventsRoute = <E extends Endpoint>(
  endpoint: E,
  feed: Feed<z.input<E['reply']>> | OwnFeed<z.input<E['reply']>>,
): Route => ({
  endpoint,
  answers: 'events',
  feed,
})
/** A route that speaks with the wire itself: sign-in, uploads, health. */
export const rawRoute = <E extends Endpoint>(endpoint: E, handle: (ask: RawAsk<E>) => Promise<unknown>): Route => ({
  endpoint,
  answers: 'raw',
  handle: handle as never,
})

/** A route of the portal: a customer asks, and only about themselves. */
export const customerRoute = <E extends Endpoint>(
  endpoint: E,
  handle: (ask: CustomerAsk<E>) => Promise<unknown>,
): Route => ({ endpoint, answers: 'customer', handle: handle as never })

/** Whether somebody of the firm with these permissions may make a call at all; null is nobody signed in. */
export const mayCall = (caller: Caller, viewer: Pick<SignedIn, 'permissions'> | null) =>
  caller === 'anybody' ||
  (viewer !== null && caller !== 'customer' && (caller === 'signed-in' || viewer.permissions.includes(caller)))

/** Puts one promise of the contract on the wire: who may, what fits, as whom, what may be told, what is written down. */
export function serve(app: FastifyInstance, product: Product, route: Route) {
  if (route.answers === 'customer') return serveCustomer(app, product, route)
  const { endpoint } = route
  const masker = endpoint.gives === 'nothing' ? null : maskerOf(endpoint.reply)
  const noun = endpoint.path.split('/')[1] ?? ''
  // The trail calls things as the tables are called, whoever writes into it.
  const objectType = noun.replaceAll('-', '_')

  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { caller: endpoint.caller, programs: endpoint.takes === 'bytes' },
    exposeHeadRoute: route.answers !== 'events',
    onRequest: async (request) => {
      if (endpoint.caller === 'anybody') return
      const before = route.answers === 'json' ? viewerReadBefore(product, request) : null
      request.unproved = before !== null && mayCall(endpoint.caller, before)
      if (request.unproved) request.viewer = before
      else await admit(request)
    },
    errorHandler: async (error, request) => {
      // Whoever may not call any more is told only that.
      if (request.unproved) await admit(request)
      const sorted = sortError(error)
      if ('refused' in sorted && request.viewer) await writeRefusal(request, sorted.refused)
      throw error
    },
    handler: async (request, reply) => {
      const ask = {
        viewer: request.viewer,
        params: parsed(endpoint.params, request.params),
        query: parsed(endpoint.query, request.query),
        body: ['multipart', 'bytes'].includes(endpoint.takes) ? undefined : parsed(endpoint.body, request.body),
        version: endpoint.versioned ? versionIn(request) : 0,
        product,
        requestId: request.id,
      }
      if (route.answers === 'raw') return route.handle({ ...ask, app, request, reply } as RawAsk)
      if (route.answers === 'file') return sendDownload(route.handle, ask as Omit<DownloadAsk, 'read'>, request, reply)
      if (route.answers === 'csv') return sendFile(ask as Omit<Ask, 'db'>, request, reply)
      if (route.answers === 'stream') return sendStream(ask as Omit<Ask, 'db'>, route.handle, request, reply)
      if (route.answers === 'events') return sendEvents(product, { endpoint, feed: route.feed }, request, reply)
      const answer = await answered(request, async (db) =>
        answerOf(await route.handle({ ...ask, viewer: request.viewer, db } as Ask), request),
      )
      if (masker || endpoint.noted) await writeRead(request, {})
      if (endpoint.gives === 'nothing') return reply.code(204).send()
      if (answer.version !== null) reply.header('etag', `"${answer.version}"`)
      return reply.code(endpoint.status).type('application/json; charset=utf-8').send(answer.text)
    },
  })

  /** Reads who asks from the database: 401 for nobody, 403 for somebody who may not call. */
  async function admit(request: FastifyRequest) {
    request.unproved = false
    request.viewer = await findViewer(app, product, request)
    if (!request.viewer) throw new Refused(401, 'not-signed-in')
    if (!mayCall(endpoint.caller, request.viewer))
      throw new Refused(403, 'not-allowed', { details: { permission: endpoint.caller } })
  }

  /** The work as the viewer; one read before proves with its first statement to be still the same, or is read anew. */
  async function inTransaction<T>(request: FastifyRequest, work: (db: Db) => Promise<T>): Promise<T> {
    const viewer = request.viewer!
    const options = { readOnly: endpoint.method === 'GET', requestId: nameOf(request) }
    if (!request.unproved) return asViewer(product.connections, viewer, options, work)
    let unseen = 0
    const onProved = (seconds: number) => {
      request.unproved = false
      unseen = seconds
    }
    try {
      const proof = proofOf(product, viewer)
      const result = await asViewer(product.connections, viewer, { ...options, proof, onProved }, work)
      await seen(product, viewer.tokenHash, unseen)
      return result
    } catch (error) {
      if (!(error instanceof SessionChanged)) throw error
      await admit(request)
      return asViewer(product.connections, request.viewer!, options, work)
    }
  }

  /** The work in its transaction; of what has its effect once, the answer that was given before where there is one. */
  async function answered(request: FastifyRequest, work: (db: Db) => Promise<Answer>): Promise<Answer> {
    if (!endpoint.once) return inTransaction(request, work)
    const said = saidBy(request, `${endpoint.method} ${endpoint.path}`, request.viewer!.id)
    return answeredOnce(() => inTransaction(request, (db) => onlyOnce(db, product.seal, said, () => work(db))))
  }

  /** What is promised of a result, masked as this viewer has to see it. */
  function answerOf(result: unknown, request: FastifyRequest): Answer {
    if (endpoint.gives === 'nothing') return { text: '', version: null }
    const promised = endpoint.reply.parse(masker ? masker(result, request.viewer!.clearance) : result)
    const { version } = promised as { version?: number }
    return { text: JSON.stringify(promised), version: typeof version === 'number' ? version : null }
  }

  async function sendFile(ask: Omit<Ask, 'db'>, request: FastifyRequest, reply: FastifyReply) {
    if (route.answers !== 'csv') throw new Error('not a file')
    const page = (after: string | undefined) =>
      asViewer(product.connections, ask.viewer, { readOnly: true, requestId: request.id }, (db) =>
        route.handle({ ...ask, db }, after),
      )
    // The first page is read before the answer begins, so that a refusal is still a refusal.
    const first = await page(undefined)
    await writeRead(request, { filter: ask.query as Record<string, unknown> })
    nameFile(reply, ask.viewer)
    const rows = (items: unknown[]) =>
      items.map(
        (item) => endpoint.reply.parse(masker ? masker(item, ask.viewer.clearance) : item) as Record<string, unknown>,
      )
    return reply.send(csvOf(endpoint.reply, first, page, rows))
  }

  async function sendDownload(
    handle: (ask: DownloadAsk) => Promise<Download>,
    ask: Omit<DownloadAsk, 'read'>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const read = <T>(work: (db: Db) => Promise<T>) =>
      asViewer(product.connections, ask.viewer, { readOnly: true, requestId: request.id }, work)
    const { name, content, customerId } = await handle({ ...ask, read })
    await writeRead(request, { file: name }, customerId)
    reply.header('content-disposition', `attachment; filename="${name}"`)
    return reply.type(endpoint.media!).send(content)
  }

  async function sendStream(
    ask: Omit<Ask, 'db'>,
    handle: (ask: Ask) => Parts,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const written = () => writeRead(request, { filter: ask.body as Record<string, unknown> })
    const file = await csvStream(product, ask.viewer, request.id, (db) => handle({ ...ask, db }), written)
    nameFile(reply, ask.viewer)
    return reply.send(file)
  }

  function nameFile(reply: FastifyReply, { described }: SignedIn) {
    reply.header('content-disposition', `attachment; filename="${noun}-${described.today}.csv"`)
    reply.type('text/csv; charset=utf-8')
  }

  /** Reads of personal data and exports are written down before the reader gets them. */
  async function writeRead(request: FastifyRequest, facts: Record<string, unknown>, of?: string) {
    const id = (request.params as { id?: string }).id ?? null
    const customerId = of ?? (endpoint.path.startsWith('/customers/:id') ? id : null)
    const action = ['csv', 'file'].includes(endpoint.gives) ? 'export' : 'read'
    await note(request, action, id, customerId, {
      call: `${endpoint.method} ${endpoint.path}`,
      ...facts,
      ...('filter' in facts && { filter: withoutText(facts.filter) }),
    })
  }

  async function writeRefusal(request: FastifyRequest, refused: Refused) {
    const id = uuid.safeParse((request.params as { id?: string } | undefined)?.id).data ?? null
    const { status, code } = refused
    await note(request, 'refuse', id, null, { call: `${endpoint.method} ${endpoint.path}`, status, code }).catch(
      (error: unknown) => request.log.error({ err: error }, 'refusal not written'),
    )
  }

  const note = (request: FastifyRequest, action: string, id: string | null, customerId: string | null, facts: object) =>
    product.connections.ask('audit-note-of', 'select audit_note_of($1, $2, $3, $4, $5, $6, $7)', [
      request.viewer!.id,
      request.id,
      action,
      objectType,
      id,
      customerId,
      JSON.stringify(facts),
    ])
}

const uuid = z.uuid()

/** As the trail knows a request: other programs than the product's own pages call themselves something else (X-Requested-By). */
const nameOf = ({ id, headers }: FastifyRequest) => (headers['x-requested-by'] === PAGES ? id : `api ${id}`)

/** What somebody searched for may be a number of a person: the trail says that they searched, not for what. */
const withoutText = (filter: unknown) => {
  const { q, ...rest } = (filter ?? {}) as Record<string, unknown>
  return q === undefined ? rest : { ...rest, q: '…' }
}
