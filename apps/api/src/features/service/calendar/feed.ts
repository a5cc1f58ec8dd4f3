import { createHash, randomBytes } from 'node:crypto'
import type { CalendarFeed } from '@rapport/contract/service/calendar'
import { asSystem, asViewer, type Db } from '@rapport/database/as-viewer'
import { Temporal } from 'temporal-polyfill'
import { countFlood, refuseFlood } from '#features/administration/session/throttle.ts'
import { Refused } from '#http/refused.ts'
import { type SignedIn, viewerById } from '#http/session.ts'
import type { Product } from '#product.ts'
import { calendarFile } from './calendar-file.ts'

/** What a calendar program is told: from so many days back to so many ahead. */
const TOLD = { back: 31, ahead: 180 }
/** Programs ask every few minutes at most; more than this in a minute is a fault or a flood. */
const MOST_READS = 10
/** From one address within a minute. */
const MOST_GUESSES = 20

const columns = 'f.shows, f.created_at as "createdAt", f.read_at as "readAt"'
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Whether one's calendar can be read from outside. */
export async function openFeed(db: Db) {
  const [feed] = await db.rows<CalendarFeed>(
    'feed.open',
    `select ${columns} from calendar_feeds f where f.user_id = viewer_id()`,
    [],
  )
  return { feed: feed ?? null }
}

/** A new address of 128 random bits; it is told this once and kept as its hash. The one before reads nothing any more. */
export async function newFeed(db: Db, shows: CalendarFeed['shows'], now: Date) {
  const token = randomBytes(16).toString('base64url')
  const [feed] = await db.rows<CalendarFeed>(
    'feed.new',
    `insert into calendar_feeds as f (user_id, token_hash, shows, created_at) values (viewer_id(), $1, $2, $3)
     on conflict (user_id) do update set token_hash = $1, shows = $2, created_at = $3, read_at = null, reads = 0, reads_since = null
     returning ${columns}`,
    [hashOf(token), shows, now],
  )
  return { feed: feed!, path: `/api/calendar/feeds/${token}.ics` }
}

/** Ends the address, if there is one. */
export const endFeed = (db: Db) => db.rows('feed.end', 'delete from calendar_feeds where user_id = viewer_id()', [])

/**
 * The calendar behind an address, made as the person whose it is sees it now. 404 for one that has ended or whose person may not use
 * the calendar any more; 429 for who asks too often, and for who guesses.
 */
export async function readFeed(product: Product, file: string, address: string) {
  const guesses = `feed:${address}`
  await refuseFlood(product, guesses)
  const hash = hashOf(file.replace(/\.ics$/, ''))
  const feed = await asSystem(product.connections, {}, (db) => counted(db, hash, product.now()))
  const viewer = feed && (await viewerById(product, feed.userId))
  if (!feed || !viewer?.permissions.includes('calendar.use')) {
    await countFlood(product, guesses, MOST_GUESSES)
    throw new Refused(404, 'not-found')
  }
  if (feed.reads > MOST_READS) throw new Refused(429, 'calendar.read-too-often', { retryAfter: 60 })
  const content = await asViewer(product.connections, viewer, { readOnly: true }, (db) =>
    calendarFile(db, viewer, feed.shows, daysFrom(viewer)),
  )
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"` }
}

/** The feed with how often it was read within the last minute, this time counted. */
async function counted(db: Db, hash: string, now: Date) {
  const [feed] = await db.rows<{ userId: string; shows: CalendarFeed['shows']; reads: number }>(
    'feed.read',
    `update calendar_feeds set read_at = $2::timestamptz,
       reads = case when reads_since > $2::timestamptz - interval '1 minute' then reads + 1 else 1 end,
       reads_since = case when reads_since > $2::timestamptz - interval '1 minute' then reads_since else $2::timestamptz end
     where token_hash = $1 returning user_id as "userId", shows, reads`,
    [hash, now],
  )
  return feed ?? null
}

function daysFrom({ described }: SignedIn) {
  const today = Temporal.PlainDate.from(described.today)
  return { from: today.subtract({ days: TOLD.back }).toString(), to: today.add({ days: TOLD.ahead }).toString() }
}
