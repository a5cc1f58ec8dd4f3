import { createHash, randomBytes } from 'node:crypto'
import type { Viewer as SessionViewer } from '@rapport/contract/session'
import { Preferences } from '@rapport/contract/session'
import { asSystem, type Proof, type Viewer } from '@rapport/database/as-viewer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { businessDay, type Product } from '#product.ts'

/** The person behind a request, read from the database for this request. */
export interface SignedIn extends Viewer {
  readonly tokenHash: string
  /** The stamp of all rights at which this person was read; null for one who was not read by a session. */
  readonly stamp: number | null
  readonly described: SessionViewer
}

const cookieOf = (product: Product) => (product.sessions.secure ? '__Host-rapport' : 'rapport')
export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
const defaults: Preferences = { locale: 'zh-CN', theme: 'auto', rising: 'red' }

interface SessionRow {
  id: string
  username: string
  name: string
  role_code: string
  role_name: string
  role_name_zh: string
  scope: Viewer['scope']
  permissions: Viewer['permissions']
  clearance: Viewer['clearance']
  unit_id: string
  unit_name: string
  unit_kind: string
  units: string[]
  preferences: unknown
  /** Only of a session. */
  seconds_unseen?: number
  stamp?: number
}

/** What a cookie of ours claims that came exactly once, whole and signed by us: a session's random id. Null for anything else. */
export function tokenIn(
  app: FastifyInstance,
  request: FastifyRequest,
  name: string,
  claim: 'sid' | 'psid',
): string | null {
  const raw = request.headers.cookie ?? ''
  // A request that brings several identities, or another kind of one, has none.
  if (raw.split(';').filter((part) => part.trim().startsWith(`${name}=`)).length !== 1) return null
  if (request.headers.authorization !== undefined) return null
  const cookie = request.cookies[name]
  if (!cookie || cookie.length > 1000) return null
  try {
    const payload = app.jwt.verify<{ sid?: unknown; psid?: unknown }>(cookie)
    const token = payload[claim]
    return typeof token === 'string' && Object.keys(payload).length === 3 ? token : null
  } catch {
    return null
  }
}

/** People read by earlier requests, by their cookies: whoever is among them still has to prove it (`asViewer`). */
const readBefore = new WeakMap<Product, Map<string, SignedIn>>()
const MOST_READ = 10_000

/** Who asks, as an earlier request with the same cookie found them; null for anybody else. */
export function viewerReadBefore(product: Product, request: FastifyRequest): SignedIn | null {
  const { cookie, authorization } = request.headers
  const known = cookie && !authorization ? readBefore.get(product)?.get(cookie) : undefined
  if (!known) return null
  const today = businessDay(product.now())
  return today === known.described.today ? known : { ...known, described: { ...known.described, today } }
}

function keepRead(product: Product, cookie: string, viewer: SignedIn) {
  const known = readBefore.get(product) ?? new Map<string, SignedIn>()
  readBefore.set(product, known)
  if (known.size >= MOST_READ) known.clear()
  known.set(cookie, viewer)
}

/** What a viewer read before has to prove: that the session goes on and nobody's rights have changed since. */
export const proofOf = (product: Product, { tokenHash, stamp }: SignedIn): Proof => ({
  tokenHash,
  stamp: stamp!,
  idleMinutes: product.sessions.idleMinutes,
  hours: product.sessions.hours,
})

/** Who asks, from the database as it is now. */
export async function findViewer(
  app: FastifyInstance,
  product: Product,
  request: FastifyRequest,
): Promise<SignedIn | null> {
  const token = tokenIn(app, request, cookieOf(product), 'sid')
  if (!token) return null
  const tokenHash = hashOf(token)
  const { idleMinutes, hours } = product.sessions
  const [row] = await product.connections.ask<SessionRow>(
    'viewer-of-session',
    'select * from viewer_of_session($1, make_interval(mins => $2), make_interval(hours => $3))',
    [tokenHash, idleMinutes, hours],
  )
  if (!row) return null
  await seen(product, tokenHash, row.seconds_unseen ?? 0)
  const viewer = signedIn(row, tokenHash, product)
  keepRead(product, request.headers.cookie!, viewer)
  return viewer
}

/** Writes down, once a minute, that a session is in use: idle ones end. */
export async function seen(product: Product, tokenHash: string, secondsUnseen: number) {
  if (secondsUnseen <= 60) return
  await asSystem(product.connections, {}, (db) =>
    db.rows('session-seen', 'update sessions set last_seen_at = now() where token_hash = $1', [tokenHash]),
  )
}

export function signedIn(row: SessionRow, tokenHash: string, product: Pick<Product, 'now'>): SignedIn {
  return {
    id: row.id,
    scope: row.scope,
    units: row.units,
    permissions: row.permissions,
    clearance: row.clearance,
    tokenHash,
    stamp: row.stamp ?? null,
    described: {
      id: row.id,
      username: row.username,
      name: row.name,
      role: row.role_code,
      roleName: row.role_name,
      roleNameZh: row.role_name_zh,
      scope: row.scope,
      permissions: [...row.permissions],
      clearance: [...row.clearance],
      unit: { id: row.unit_id, name: row.unit_name, kind: row.unit_kind },
      preferences: { ...defaults, ...(Preferences.partial().safeParse(row.preferences).data ?? {}) },
      today: businessDay(product.now()),
    },
  }
}

/** Begins a session for a person who has proved who they are, and sets its cookie. */
export async function beginSession(
  app: FastifyInstance,
  product: Product,
  reply: FastifyReply,
  userId: string,
): Promise<SignedIn> {
  const token = randomBytes(32).toString('base64url')
  const tokenHash = hashOf(token)
  const row = await asSystem(product.connections, { actorId: userId }, async (db) => {
    await db.session.create({ data: { tokenHash, userId } })
    const [row] = await db.rows<SessionRow>('viewer-by-id', 'select * from viewer_by_id($1)', [userId])
    return row!
  })
  reply.setCookie(cookieOf(product), app.jwt.sign({ sid: token }), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: product.sessions.secure,
    maxAge: product.sessions.hours * 3600,
  })
  return signedIn(row, tokenHash, product)
}

/** Ends one session at once. */
export async function endSession(product: Product, reply: FastifyReply, tokenHash: string) {
  await asSystem(product.connections, {}, (db) =>
    db.rows('session-end', 'update sessions set ended_at = now() where token_hash = $1 and ended_at is null', [
      tokenHash,
    ]),
  )
  reply.clearCookie(cookieOf(product), { path: '/' })
}

/** The person as a job sees them: their rights at this moment, null when they may no longer do anything. */
export async function viewerById(
  product: Pick<Product, 'connections' | 'now'>,
  userId: string,
): Promise<SignedIn | null> {
  const [row] = await asSystem(product.connections, {}, (db) =>
    db.rows<SessionRow>('viewer-by-id', 'select * from viewer_by_id($1)', [userId]),
  )
  return row ? signedIn(row, '', product) : null
}
