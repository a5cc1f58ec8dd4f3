import type { MessageChannel } from '@rapport/contract/service/message-templates'
import { asSystem } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { hold } from '#features/administration/etl-runs/run/hold.ts'
import { valuePlace } from '#features/customer/contact-points/contact-points.ts'
import { consentOf, historyOf, rulesOn } from '#features/service/contact-permissions/contact-facts.ts'
import { mayContact, type Rules } from '#features/service/contact-permissions/may-contact.ts'
import { linkToken } from '#features/service/messages/one-time-link.ts'
import { optOutHash, optOutToken } from '#features/service/messages/opt-out-token.ts'
import { wordsOf } from '#features/service/messages/words-of.ts'
import { codeOf } from '#features/service/portal/code-of.ts'
import { businessDay, type Product } from '#product.ts'
import { Away, type Channel, NotTaken, type Outgoing } from './channel.ts'
import { type Next, nextMessages } from './next-messages.ts'
import { type Change, settle } from './settle.ts'

const MOST_ATTEMPTS = 5
/** A message in the middle of which the worker died so often ends workers, and is parked. */
const MOST_DEATHS = 3
const FIRST_PAUSE = 30_000

/** `origin` is where the pages are reached: a message that carries a link cannot leave without it. */
type Sender = Pick<Product, 'connections' | 'now' | 'seal'> & { origin?: string | null }
/** Where a message was sealed: bound to its row. */
export const addressPlace = (id: string) => `outbound_messages.address.${id}` as const

/**
 * Sends what is due on a channel until nothing is, and gives how many messages it was at. One process at a time does so, and has one
 * message under way: each is written down as begun before it leaves, with what became of the one before, so that a worker that
 * dies leaves one message of which nobody knows. It is marked uncertain and goes again under its old Message-ID.
 */
export async function sendMessages(
  sender: Sender,
  channel: MessageChannel,
  out: Channel,
  stopping: () => boolean,
): Promise<number> {
  if (!(await anything(sender, channel))) return 0
  const lock = await hold(sender.connections, 'mail', `messages ${channel}`)
  if (!lock) return 0
  let looked = 0
  try {
    await recover(sender, channel)
    const rules = await asSystem(sender.connections, {}, (db) => rulesOn(db, businessDay(sender.now())))
    while (!stopping() && lock.held()) {
      const next = await asSystem(sender.connections, {}, (db) => nextMessages(db, channel, sender.now()))
      if (next.length === 0) break
      await sendBatch(sender, out, judged(sender, rules, channel, next), stopping)
      looked += next.length
    }
  } finally {
    await lock.release()
  }
  return looked
}

async function anything({ connections, now }: Sender, channel: MessageChannel): Promise<boolean> {
  const found = await asSystem(connections, {}, (db) =>
    db.rows(
      'messages.any',
      `(select 1 from outbound_messages where channel = $1 and state = 'waiting' and due_at <= $2::timestamptz limit 1)
       union all (select 1 from outbound_messages where channel = $1 and state = 'sending' limit 1)`,
      [channel, now()],
    ),
  )
  return found.length > 0
}

/** What another worker was at when it died: nobody else sends on this channel while we hold its lock. */
const recover = ({ connections, now }: Sender, channel: MessageChannel) =>
  asSystem(connections, {}, (db) =>
    db.rows(
      'messages.recover',
      `update outbound_messages set uncertain = true, deaths = deaths + 1,
         state = case when deaths + 1 >= ${MOST_DEATHS} or attempt >= ${MOST_ATTEMPTS} then 'failed' else 'waiting' end,
         cause = case when deaths + 1 >= ${MOST_DEATHS} then 'ends-the-worker' when attempt >= ${MOST_ATTEMPTS} then 'tried-too-often' end,
         ended_at = case when deaths + 1 >= ${MOST_DEATHS} or attempt >= ${MOST_ATTEMPTS} then $2::timestamptz end
       where channel = $1 and state = 'sending'`,
      [channel, now()],
    ),
  )

interface Judged {
  change: Change
  /** Null where nothing leaves. */
  outgoing: (Outgoing & { attempt: number }) | null
}

/** Looks at each by the rules of this moment: what goes, what waits until when, what is kept back and why. */
function judged({ seal, now, origin }: Sender, rules: Rules, channel: MessageChannel, next: readonly Next[]): Judged[] {
  return next.map((message): Judged => {
    const { id, facts } = message
    const waiting = { id, was: 'waiting' as const }
    const keptBack = (reason: string): Judged => ({
      change: { ...waiting, state: 'suppressed', reason, ended_at: now() },
      outgoing: null,
    })
    const may = mayContact(
      rules,
      { channel, class: message.class, urgent: message.urgent },
      historyOf(facts),
      consentOf(facts),
      now(),
    )
    if (may.is === 'suppress') return keptBack(may.reason)
    if (facts.removed) return keptBack('CLOSED')
    if (facts.addressId === null) return keptBack('NO_ADDRESS')
    if (may.is === 'wait') return { change: { ...waiting, state: 'waiting', due_at: may.until }, outgoing: null }
    try {
      const to = seal.open(facts.addressSealed!, valuePlace(facts.addressId))
      const token = optOutToken(seal, message.messageId)
      // What lets its reader in is in the message that leaves, not in what is kept of it.
      const said = (secrets: Record<string, string>) =>
        wordsOf(message, message.language, { ...message.spoken, variables: { ...message.variables, ...secrets } })
      const kept = said({})
      const leaving = message.linkRoot || message.codeId ? said(secretsOf(message, seal, origin)) : kept
      return {
        change: {
          ...waiting,
          state: 'sending',
          tried: 1,
          ...kept,
          address_sealed: seal.close(to, addressPlace(id)),
          address_hash: facts.addressHash!,
          ...(message.class === 'MARKETING' && { opt_out_hash: optOutHash(token) }),
        },
        outgoing: {
          id: message.messageId,
          to,
          class: message.class,
          language: message.language,
          ...leaving,
          optOutToken: token,
          attempt: message.attempt + 1,
        },
      }
    } catch {
      // One that cannot be written at all is set aside; its neighbours go on.
      return { change: { ...waiting, state: 'failed', cause: 'unwritable', ended_at: now() }, outgoing: null }
    }
  })
}

/** A link or a code that is made as its message leaves, the same each time that it is sent. */
function secretsOf({ linkRoot, codeId, messageId }: Next, seal: Seal, origin: string | null | undefined) {
  if (linkRoot && !origin) throw new Error('nobody said where the pages are')
  return {
    ...(linkRoot && { link: `${origin}/${linkRoot}/${linkToken(seal, messageId)}` }),
    ...(codeId && { code: codeOf(seal, codeId) }),
  }
}

/** One after the other. What became of one is written with the beginning of the next: one commit a message. */
async function sendBatch(sender: Sender, out: Channel, batch: readonly Judged[], stopping: () => boolean) {
  const write = (changes: readonly Change[]) => asSystem(sender.connections, {}, (db) => settle(db, changes))
  const still = batch.filter(({ outgoing }) => outgoing === null)
  let done: Change[] = still.map(({ change }) => change)
  for (const { change, outgoing } of batch) {
    if (outgoing === null || stopping()) continue
    const began = await write([...done, change])
    done = []
    // Whoever opted out or cancelled it meanwhile comes first.
    if (!began.has(change.id)) continue
    const { ended, away } = await sendOne(sender, out, change.id, outgoing)
    done = [ended]
    if (away === undefined) continue
    await write(done)
    throw away
  }
  if (done.length > 0) await write(done)
}

/** Sends one, and says what became of it; `away` is what is wrong with the other side, for which no message is to blame. */
async function sendOne(
  { now }: Sender,
  out: Channel,
  id: string,
  outgoing: Outgoing & { attempt: number },
): Promise<{ ended: Change; away?: unknown }> {
  const sending = { id, was: 'sending' as const }
  try {
    await out.send(outgoing)
    return { ended: { ...sending, state: 'sent', sent_at: now(), ended_at: now() } }
  } catch (error) {
    if (error instanceof NotTaken)
      return {
        ended: {
          ...sending,
          state: error.address ? 'bounced' : 'failed',
          cause: error.address ? 'address-refused' : 'refused',
          ended_at: now(),
        },
      }
    if (error instanceof Away || !(await out.reachable()))
      return { ended: { ...sending, state: 'waiting', tried: -1 }, away: error }
    if (outgoing.attempt >= MOST_ATTEMPTS)
      return { ended: { ...sending, state: 'failed', cause: 'tried-too-often', ended_at: now() } }
    const pause = FIRST_PAUSE * 2 ** (outgoing.attempt - 1)
    return { ended: { ...sending, state: 'waiting', due_at: new Date(now().getTime() + pause) } }
  }
}
