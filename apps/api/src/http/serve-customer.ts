import type { BodyOf, Endpoint, ParamsOf } from '@rapport/contract/endpoint'
import { asCustomer, asSystem, type Db, SessionChanged } from '@rapport/database/as-viewer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Product } from '#product.ts'
import { sortError } from './errors.ts'
import { parsed } from './input.ts'
import { answeredOnce, onlyOnce, saidBy } from './once.ts'
import { lasting, portalTokenIn, seenAtPortal } from './portal-session.ts'
import { Refused } from './refused.ts'
import type {} from './request.ts'

/** What a route of the portal is given: the database as the customer sees it, and input checked by the contract. */
export interface CustomerAsk<E extends Endpoint = Endpoint> {
  /** One transaction as the customer: the views of the schema `portal`. */
  own: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  /** What a customer may not write themselves: as the system, for the customer who asks. Once, where the contract says so. */
  forThem: <T>(work: (db: Db, customerId: string) => Promise<T>) => Promise<T>
  params: ParamsOf<E>
  body: BodyOf<E>
  product: Product
  request: FastifyRequest
  reply: FastifyReply
}

/** A file as a customer gets it; reading it is written into the trail. */
export class PortalFile {
  constructor(
    readonly id: string,
    readonly name: string,
    readonly content: Buffer,
  ) {}
}

/** Puts one promise of the portal on the wire. Who has no session of the portal, or one of the firm only, is 401. */
export function serveCustomer(
  app: FastifyInstance,
  product: Product,
  { endpoint, handle }: { endpoint: Endpoint; handle: (ask: CustomerAsk) => Promise<unknown> },
) {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { caller: endpoint.caller },
    onRequest: async (request) => {
      const tokenHash = portalTokenIn(app, product, request)
      request.portal = { tokenHash, customerId: await whoseSession(product, tokenHash) }
    },
    errorHandler: async (error, request) => {
      const sorted = sortError(error)
      if ('refused' in sorted && request.portal) {
        const { status, code } = sorted.refused
        await note(request, 'refuse', null, { status, code })
      }
      throw error
    },
    handler: async (request, reply) => {
      const { tokenHash, customerId } = request.portal!
      parsed(endpoint.query, request.query)
      const result = await handle({
        own: (work) => asTheySee(product, tokenHash, endpoint.method === 'GET', work),
        forThem: (work) => forThem(request, (db) => work(db, customerId)),
        params: parsed(endpoint.params, request.params) as never,
        body: parsed(endpoint.body, request.body) as never,
        product,
        request,
        reply,
      })
      if (endpoint.gives === 'nothing') return reply.code(204).send()
      if (!(result instanceof PortalFile))
        return reply
          .code(endpoint.status)
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(endpoint.reply.parse(result)))
      await note(request, 'export', result.id, { file: result.name })
      reply.header('content-disposition', `attachment; filename="${result.name}"`)
      return reply.type(endpoint.media!).send(result.content)
    },
  })

  async function forThem<T>(request: FastifyRequest, work: (db: Db) => Promise<T>): Promise<T> {
    const transaction = <R>(inside: (db: Db) => Promise<R>) =>
      asSystem(product.connections, { requestId: request.id }, inside)
    if (!endpoint.once) return transaction(work)
    const said = saidBy(request, `${endpoint.method} ${endpoint.path}`, request.portal!.customerId)
    const answer = async (db: Db) => ({ text: JSON.stringify(await work(db)), version: null })
    const { text } = await answeredOnce(() => transaction((db) => onlyOnce(db, product.seal, said, () => answer(db))))
    return JSON.parse(text) as T
  }

  const note = (request: FastifyRequest, action: string, id: string | null, facts: object) =>
    asSystem(product.connections, { requestId: request.id }, (db) =>
      db.rows('portal.note', "select audit_note($1, 'portal', $2::uuid, $3::uuid, null, $4::jsonb)", [
        action,
        id,
        request.portal!.customerId,
        JSON.stringify({ call: `${endpoint.method} ${endpoint.path}`, ...facts }),
      ]),
    )
}

/** A transaction as the customer whose session it is; 401 when it has ended. */
async function asTheySee<T>(
  product: Product,
  tokenHash: string,
  readOnly: boolean,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  let unseen = 0
  const onProved = (seconds: number) => {
    unseen = seconds
  }
  const proof = { tokenHash, ...lasting }
  const result = await asCustomer(product.connections, proof, { readOnly, onProved }, work).catch((error: unknown) => {
    throw error instanceof SessionChanged ? new Refused(401, 'not-signed-in') : error
  })
  await seenAtPortal(product, tokenHash, unseen)
  return result
}

const whoseSession = (product: Product, tokenHash: string) =>
  asTheySee(product, tokenHash, true, async (db) => {
    const [me] = await db.rows<{ id: string }>('portal.me-id', 'select id from portal.me', [])
    return me!.id
  })
