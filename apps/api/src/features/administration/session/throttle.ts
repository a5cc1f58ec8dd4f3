import { asSystem, type Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import type { Product } from '#product.ts'

// Five wrong passwords are free, then the account waits 30 s, doubling to 15 minutes: at most 10 guesses in a quarter of
// an hour, and nobody can be locked out for longer (F-21). An address gets 20 wrong ones a minute.
const FREE = 5
const FIRST_WAIT = 30
const LONGEST_WAIT = 900
const PER_ADDRESS = 20

/** All spellings of a sign-in name count as one. */
const accountKey = (username: string) => `account:${username.normalize('NFKC').trim().toLowerCase()}`
const addressKey = (address: string) => `address:${address}`

/**
 * Counts a try as failed before the password is looked at, so that tries at the same time are counted too; a success
 * takes it back. Throws 429 with the seconds to wait, without counting, while the account or the address has to wait.
 */
export async function countTry(product: Product, username: string, address: string) {
  const wait = await asSystem(product.connections, {}, async (db) => {
    await takeTurn(db, username, address)
    const waits = [await waitOf(db, accountKey(username)), await waitOf(db, addressKey(address))]
    const wait = Math.max(...waits)
    if (wait > 0) return wait
    await addFailure(
      db,
      accountKey(username),
      FREE,
      'greatest(least(30 * power(2, failures + 1 - $2), $3), 0)',
      LONGEST_WAIT,
    )
    await addFailure(db, addressKey(address), PER_ADDRESS, '60', 60)
    return 0
  })
  if (wait > 0) throw new Refused(429, 'session.too-many-tries', { retryAfter: wait })
}

export async function forgetTries(product: Product, username: string, address: string) {
  await asSystem(product.connections, {}, async (db) => {
    await takeTurn(db, username, address)
    await db.rows('throttle-forget', 'delete from sign_in_throttles where key = $1', [accountKey(username)])
    await db.rows('throttle-take-back', 'update sign_in_throttles set failures = failures - 1 where key = $1', [
      addressKey(address),
    ])
  })
}

/** Throws 429 with the seconds to wait while what goes by this key has been too much. */
export async function refuseFlood({ connections }: Pick<Product, 'connections'>, key: string) {
  const wait = await asSystem(connections, {}, (db) => waitOf(db, key))
  if (wait > 0) throw new Refused(429, 'too-many-tries', { retryAfter: wait })
}

/** Counts once more what goes by this key: from `most` a minute on it has to wait a minute. */
export const countFlood = ({ connections }: Pick<Product, 'connections'>, key: string, most: number) =>
  asSystem(connections, {}, (db) => addFailure(db, key, most, '60', 60))

/** First the account's turn, then the address's: rows that are not there yet cannot be locked in an order. */
const takeTurn = (db: Db, username: string, address: string) =>
  db.rows(
    'throttle-turn',
    'select pg_advisory_xact_lock(hashtextextended($1, 6)), pg_advisory_xact_lock(hashtextextended($2, 6))',
    [accountKey(username), addressKey(address)],
  )

async function waitOf(db: Db, key: string): Promise<number> {
  const [row] = await db.rows<{ wait: number }>(
    'throttle-wait',
    'select ceil(extract(epoch from blocked_until - now()))::int as wait from sign_in_throttles where key = $1 for update',
    [key],
  )
  return Math.max(row?.wait ?? 0, 0)
}

async function addFailure(db: Db, key: string, free: number, wait: string, forget: number) {
  // Counting starts anew when the last wait is long over: a quarter of an hour for an account, a minute for an address.
  await db.rows(
    `throttle-add-${wait.length}`,
    `insert into sign_in_throttles as t (key, failures, first_at) values ($1, 1, now())
     on conflict (key) do update set
       failures = case when coalesce(t.blocked_until, t.first_at) < now() - make_interval(secs => $3) then 1 else t.failures + 1 end,
       first_at = case when coalesce(t.blocked_until, t.first_at) < now() - make_interval(secs => $3) then now() else t.first_at end,
       blocked_until = case
         when coalesce(t.blocked_until, t.first_at) < now() - make_interval(secs => $3) then null
         when t.failures + 1 >= $2 then now() + make_interval(secs => ${wait.replaceAll('failures', 't.failures')})
         else t.blocked_until end`,
    [key, free, forget],
  )
}
export const firstWait = FIRST_WAIT

const STALE = '1 day'

/** Forgets who has not tried for a day: no wait is as long, and counting would begin anew anyway. */
export const clearThrottles = ({ connections }: Pick<Product, 'connections'>) =>
  asSystem(connections, {}, (db) =>
    db.rows(
      'throttles-clear',
      `delete from sign_in_throttles where greatest(first_at, blocked_until) < now() - interval '${STALE}'`,
      [],
    ),
  )
