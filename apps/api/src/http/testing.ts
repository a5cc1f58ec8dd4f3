import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, type Wire } from '@rapport/contract/client'
import type { AskOf, Endpoint, ReplyOf } from '@rapport/contract/endpoint'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { makeRoles, makeUser } from '@rapport/database/factories'
import { Seal } from '@rapport/database/seal'
import { cloneDatabase } from '@rapport/database/test-database'
import { type AppOptions, buildApp } from '#app.ts'
import { hashPassword } from '#features/administration/session/passwords.ts'
import type { Product } from '#product.ts'

export const testPassword = 'a password for tests'
/** Both keys of the product under test. */
export const testKey = Buffer.alloc(32, 7).toString('base64')

/** A person's typed client: every call is a real request with a real session. */
export interface Client {
  userId: string
  cookie: string
  call: <E extends Endpoint>(endpoint: E, ask?: AskOf<E> & { form?: FormData }) => Promise<ReplyOf<E>>
  /** The bare request, for what the typed client cannot say. Path without /api. */
  send: (
    method: string,
    path: string,
    init?: { headers?: Record<string, string>; body?: string | FormData | Uint8Array },
  ) => Promise<Response>
}

/**
 * The whole API on a free port over a fresh, migrated database of its own; a durable one where the product is to start over it.
 * Close it when done.
 */
export async function startApi({
  now,
  collecting,
  mailing = false,
  channels = [],
  webhookKeys = {},
  calling = { address: 'tel:{number}' },
  meetings = null,
  outboxAlarmMinutes = 15,
  durable = false,
  ...options
}: { now?: () => Date; collecting?: Partial<Product['collecting']>; mailing?: boolean; durable?: boolean } & Partial<
  Pick<Product, 'channels' | 'webhookKeys' | 'calling' | 'meetings' | 'outboxAlarmMinutes'>
> &
  Omit<AppOptions, 'product'> = {}) {
  const database = await cloneDatabase({ forgetful: !durable })
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-api-'))
  const connections = new Connections(database.appUrl, { most: 6 })
  const product: Product = {
    connections,
    seal: new Seal(`k1:${testKey}`, testKey),
    now: now ?? (() => new Date()),
    dataDir,
    collecting: { dropDir: join(dataDir, 'drop'), pullHosts: [], ...collecting },
    mailing,
    channels,
    webhookKeys,
    calling,
    meetings,
    readNotificationDays: 90,
    outboxAlarmMinutes,
    sessions: { secret: 'only for tests, long enough to sign with', idleMinutes: 60, hours: 12, secure: false },
  }
  const { app } = await buildApp({ product, ...options })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const passwordHash = await hashPassword(testPassword)
  const roles = await asSystem(connections, {}, makeRoles)

  const headersOf = (cookie: string) => ({ cookie, origin, 'x-requested-by': 'test' })
  return {
    app,
    origin,
    product,
    database,
    roles,
    /** Makes what a test needs, as the system. */
    make: <T>(work: (db: Db) => Promise<T>) => asSystem(connections, {}, work),
    /** Makes a person with one of the built-in roles, and signs them in. */
    async signIn(role: keyof typeof roles, unit: { id: string }, username?: string): Promise<Client> {
      const user = await asSystem(connections, {}, (db) =>
        makeUser(db, { role, unit, passwordHash, ...(username && { username }) }),
      )
      return this.signInAs(user.username, user.id)
    },
    async signInAs(username: string, userId: string): Promise<Client> {
      const answer = await fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ username, password: testPassword }),
      })
      if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status} ${await answer.text()}`)
      const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
      const wire: Wire = { base: `${origin}/api`, headers: () => headersOf(cookie) }
      return {
        userId,
        cookie,
        call: (endpoint, ask) => call(wire, endpoint, ask),
        send: (method, path, init = {}) =>
          fetch(`${origin}/api${path}`, {
            method,
            headers: {
              ...headersOf(cookie),
              ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
              ...init.headers,
            },
            body: (init.body as never) ?? null,
          }),
      }
    },
    async close() {
      await app.close()
      await connections.end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type Api = Awaited<ReturnType<typeof startApi>>
