import { randomBytes } from 'node:crypto'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Product } from '#product.ts'
import { Refused } from './refused.ts'
import { hashOf, tokenIn } from './session.ts'

/** How long a customer stays signed in: shorter than anybody of the firm, as their own devices are whose they are. */
export const lasting = { idleMinutes: 15, hours: 4 }

const cookieOf = (product: Product) => (product.sessions.secure ? '__Host-rapport-portal' : 'rapport-portal')

/** The hash of the token in the cookie of the portal; 401 without one. */
export function portalTokenIn(app: FastifyInstance, product: Product, request: FastifyRequest): string {
  const token = tokenIn(app, request, cookieOf(product), 'psid')
  if (token === null) throw new Refused(401, 'not-signed-in')
  return hashOf(token)
}

/** Begins a session of a customer who has proved who they are, and sets its cookie. In a transaction of the system. */
export async function beginPortalSession(
  db: Db,
  { app, product, reply }: { app: FastifyInstance; product: Product; reply: FastifyReply },
  customerId: string,
) {
  const token = randomBytes(32).toString('base64url')
  await db.rows('portal.session-begin', 'insert into portal_sessions (token_hash, customer_id) values ($1, $2::uuid)', [
    hashOf(token),
    customerId,
  ])
  reply.setCookie(cookieOf(product), app.jwt.sign({ psid: token }), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: product.sessions.secure,
    maxAge: lasting.hours * 3600,
  })
}

/** Ends a session at once. */
export async function endPortalSession(product: Product, reply: FastifyReply, tokenHash: string) {
  await asSystem(product.connections, {}, (db) =>
    db.rows(
      'portal.session-end',
      'update portal_sessions set ended_at = now() where token_hash = $1 and ended_at is null',
      [tokenHash],
    ),
  )
  reply.clearCookie(cookieOf(product), { path: '/' })
}

/** Writes down, once a minute, that a session is in use: idle ones end. */
export async function seenAtPortal({ connections }: Product, tokenHash: string, secondsUnseen: number) {
  if (secondsUnseen <= 60) return
  await asSystem(connections, {}, (db) =>
    db.rows('portal.session-seen', 'update portal_sessions set last_seen_at = now() where token_hash = $1', [
      tokenHash,
    ]),
  )
}
