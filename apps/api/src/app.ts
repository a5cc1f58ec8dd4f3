import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import multipart from '@fastify/multipart'
import { endpoints } from '@rapport/contract/endpoints'
import { newId } from '@rapport/database/ids'
import Fastify, { type FastifyServerOptions, LogController } from 'fastify'
import { problemOf, sortError } from '#http/errors.ts'
import { endEvents } from '#http/events.ts'
import { refuseForeignOrigin } from '#http/origin.ts'
import { Refused } from '#http/refused.ts'
import { serve } from '#http/serve.ts'
import type { Product } from '#product.ts'
import { servePages } from './pages.ts'
import { routes } from './routes.ts'
import { safetyHeaders } from './safety-headers.ts'

export interface AppOptions {
  product: Product
  /** Where the built pages lie; none in tests of the API. */
  pagesDir?: string
  publicOrigin?: string
  trustProxy?: string[]
  https?: { cert: Buffer; key: Buffer }
  logger?: FastifyServerOptions['logger']
}

const audience = 'rapport-session'

/** The product as a Fastify application, ready to listen. Throws when the contract and the routes do not agree. */
export async function buildApp({ product, pagesDir, publicOrigin, trustProxy, https, logger = false }: AppOptions) {
  const app = Fastify({
    logger,
    ...(https && { https }),
    trustProxy: trustProxy ?? false,
    bodyLimit: 1_000_000,
    genReqId: () => newId(),
    requestTimeout: 0,
    connectionTimeout: 30_000,
    forceCloseConnections: false,
    return503OnClosing: false,
    // As long as an address can be: who may call is answered before what does not fit.
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: false, caseSensitive: true },
    rewriteUrl: (request: { url?: string }) => (canBeRead(request.url!) ? request.url! : '/unreadable'),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // One line a request is written below, with the pattern of its path: addresses may hold personal data.
    logController: new LogController({ disableRequestLogging: true }),
  } as FastifyServerOptions)

  app.decorateRequest('viewer', null)
  app.decorateRequest('unproved', false)
  app.decorateRequest('portal', null)
  const state = { draining: false }

  // First of all hooks: what a later one refuses carries these headers too.
  const safety = safetyHeaders(
    Boolean(https) || Boolean(publicOrigin?.startsWith('https:')),
    product.meetings?.pages ?? null,
  )
  app.addHook('onRequest', async (_request, reply) => void reply.headers(safety))

  app.addHook('onRequest', async (request, reply) => {
    if (state.draining) reply.header('connection', 'close')
    if (https || publicOrigin?.startsWith('https:')) {
      if (request.protocol === 'http' && publicOrigin) return reply.redirect(publicOrigin + request.url, 308)
    }
    refuseForeignOrigin(request, publicOrigin)
    if (product.connections.load.waiting > 200) throw new Refused(503, 'busy', { retryAfter: 1 })
  })
  app.addHook('preClose', async () => endEvents(product))
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        requestId: request.id,
        call: `${request.method} ${request.routeOptions.url ?? '?'}`,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        user: request.viewer?.id,
      },
      'answered',
    )
  })

  app.setErrorHandler(async (error, request, reply) => {
    const sorted = sortError(error)
    if ('fault' in sorted) request.log.error({ err: error, requestId: request.id }, 'fault')
    const status = 'refused' in sorted ? sorted.refused.status : 500
    const body =
      'refused' in sorted
        ? problemOf(sorted.refused, request.id)
        : { type: 'about:blank', title: 'Error', status: 500, code: 'fault', requestId: request.id }
    if ('refused' in sorted && sorted.refused.more.retryAfter)
      reply.header('retry-after', sorted.refused.more.retryAfter)
    return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
  })
  app.setNotFoundHandler(async () => {
    throw new Refused(404, 'not-found')
  })

  await app.register(cookie)
  await app.register(jwt, {
    secret: product.sessions.secret,
    sign: { algorithm: 'HS256', aud: audience, noTimestamp: false },
    verify: { algorithms: ['HS256'], allowedAud: audience },
  })
  if (pagesDir) await servePages(app, pagesDir)

  await app.register(
    async (api) => {
      await api.register(multipart, {
        limits: { fields: 10, files: 1, parts: 11, fieldSize: 200_000, fileSize: Number.POSITIVE_INFINITY },
      })
      // JSON and multipart are all that is taken; a form or plain text is not parsed into something.
      api.removeContentTypeParser('text/plain')
      api.setNotFoundHandler(async () => {
        throw new Refused(404, 'not-found')
      })
      const all = routes(state)
      agree(all.map((route) => route.endpoint))
      for (const route of all) if (route.endpoint.takes !== 'bytes') serve(api, product, route)
      await api.register(async (programs) => {
        // A signature is over the bytes as they came, whatever they call themselves.
        programs.removeAllContentTypeParsers()
        programs.addContentTypeParser(
          '*',
          { parseAs: 'buffer', bodyLimit: 100_000 },
          async (_: unknown, body: Buffer) => body,
        )
        for (const route of all) if (route.endpoint.takes === 'bytes') serve(programs, product, route)
      })
    },
    { prefix: '/api' },
  )
  return {
    app,
    /** From now on `ready` says no and every answer closes its connection. */
    drain: () => {
      state.draining = true
    },
  }
}

/** Whether an address is well encoded; Fastify would answer one that is not before any header of ours is set. */
function canBeRead(url: string): boolean {
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(url.split('?', 1)[0]!)
    return true
  } catch {
    return false
  }
}

/** Deny by default: a promise without a route, or a route that nothing promises, stops the start. */
function agree(served: readonly unknown[]) {
  const missing = endpoints.filter(({ endpoint }) => served.filter((other) => other === endpoint).length !== 1)
  if (missing.length > 0 || served.length !== endpoints.length)
    throw new Error(
      `routes and contract differ: ${missing.map(({ name }) => name).join(', ') || 'a route is not promised'}`,
    )
}
