import type { FastifyRequest } from 'fastify'
import { Refused } from './refused.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that another site made a browser send (D-13). A change needs an Origin that is ours and the header
 * X-Requested-By, which no form can send. Signing in has no session to abuse, so it only must not come from elsewhere; what
 * gateways and mail programs call acts by no session at all.
 */
export function refuseForeignOrigin(request: FastifyRequest, publicOrigin: string | undefined) {
  if (safe.has(request.method)) return
  if (request.routeOptions.config.programs) return
  const { origin, 'sec-fetch-site': site, 'x-requested-by': by } = request.headers
  const ours = publicOrigin ?? `${request.protocol}://${request.host}`
  const signingIn = request.method === 'POST' && request.routeOptions.url === '/api/session'
  const wrongOrigin = origin === undefined ? !signingIn : origin !== ours
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (wrongOrigin || foreign || (!signingIn && !by)) throw new Refused(403, 'foreign-origin')
}
