import { createHash } from 'node:crypto'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import type { FastifyRequest } from 'fastify'
import type { Product } from '#product.ts'
import { sqlStateOf } from './errors.ts'
import { Refused } from './refused.ts'

/** How long an answer is kept. */
const KEPT_DAYS = 7
/** How long one waits for the same request that is still under way. */
const WAIT_MS = 10_000

/** What is answered: the text of the reply, and its version for the header. */
export interface Answer {
  text: string
  version: number | null
}

/** A request that has its effect once: who sent it to which route, by which key, and what it said. */
export interface Said {
  actorId: string
  route: string
  key: string
  bodyHash: string
}

/** The answer that was given before; thrown so that whatever was done since is undone. */
class Replayed extends Error {
  constructor(readonly answer: Answer) {
    super('replayed')
  }
}
/** Another one like it was faster; asked again, there is its answer. */
class Outrun extends Error {}

/** What the request says, with its `Idempotency-Key`: 400 without one, or with one that is none. */
export function saidBy(request: FastifyRequest, route: string, actorId: string): Said {
  const key = request.headers['idempotency-key']
  const refused = (code: string) => new Refused(400, 'invalid', { errors: [{ field: 'Idempotency-Key', code }] })
  if (key === undefined) throw refused('idempotency.needed')
  if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{16,80}$/.test(key)) throw refused('idempotency.shape')
  const { url, body } = request
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([url, body ?? null]))
    .digest('base64url')
  return { actorId, route, key, bodyHash }
}

const place = ({ actorId, key }: Said) => `kept_answers.answer_sealed.${actorId}/${key}` as const

/**
 * Does the work and keeps its answer in the same transaction. Of a request that was answered before, throws that answer; 422
 * where the same key said something else, 409 while it is still under way elsewhere.
 */
export async function onlyOnce(db: Db, seal: Seal, said: Said, work: () => Promise<Answer>): Promise<Answer> {
  // Asked in the same write in which the transaction begins, so that it costs no way of its own.
  const asked = db.rows<{ body_hash: string | null; answer_sealed: string }>(
    'once.find',
    `select k.body_hash, k.answer_sealed from (select set_config('lock_timeout', '${WAIT_MS}', true)) s
     left join kept_answers k on k.actor_id = $1::uuid and k.route = $2 and k.key = $3`,
    [said.actorId, said.route, said.key],
  )
  const [done, found] = await Promise.allSettled([work(), asked])
  if (found.status === 'rejected') throw done.status === 'rejected' ? done.reason : found.reason
  const [kept] = found.value
  if (kept?.body_hash) {
    if (kept.body_hash !== said.bodyHash) throw new Refused(422, 'idempotency.other-request')
    throw new Replayed(JSON.parse(seal.open(kept.answer_sealed, place(said))) as Answer)
  }
  if (done.status === 'rejected') throw done.reason
  const [won] = await db
    .rows(
      'once.keep',
      `insert into kept_answers (actor_id, route, key, body_hash, answer_sealed) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning at`,
      [said.actorId, said.route, said.key, said.bodyHash, seal.close(JSON.stringify(done.value), place(said))],
    )
    .catch((error: unknown) => {
      throw sqlStateOf(error) === '55P03' ? new Refused(409, 'idempotency.under-way') : error
    })
  if (!won) throw new Outrun()
  return done.value
}

/** Runs a transaction of `onlyOnce`: its answer, or the one that was given before. */
export async function answeredOnce(transaction: () => Promise<Answer>): Promise<Answer> {
  try {
    return await transaction().catch((error: unknown) => {
      if (error instanceof Outrun) return transaction()
      throw error
    })
  } catch (error) {
    if (error instanceof Replayed) return error.answer
    throw error
  }
}

/** Forgets answers that nobody asks for again. */
export const clearKeptAnswers = ({ connections, now }: Pick<Product, 'connections' | 'now'>) =>
  asSystem(connections, {}, (db) =>
    db.rows('once.clear', `delete from kept_answers where at < $1::timestamptz - make_interval(days => ${KEPT_DAYS})`, [
      now(),
    ]),
  )
