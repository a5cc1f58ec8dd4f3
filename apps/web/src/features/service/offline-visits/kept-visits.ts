import type { CareVisitEntry } from '@rapport/contract/service/care-visits'
import { canKeep, NotKept, read, type SealedVisit, seal, unseal, write } from './device.ts'

/** A visit that was written down here and is not with the firm yet. */
export interface KeptVisit {
  state: 'waiting' | 'attention'
  entry: CareVisitEntry
  /** Whose visit it is in words, as it was known when it was typed. */
  customer: string
  /** Why the firm refused it. */
  refused?: { status: number; code: string; field?: string }
}

/** The visits of a person, or who has some, changed in this tab or another. */
const changes = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('rapport.offline')
const listening = new Set<() => void>()
const wake = () => {
  for (const heard of listening) heard()
}
if (changes) changes.onmessage = wake
const changed = () => {
  changes?.postMessage('changed')
  wake()
}

/** Calls back on every change; gives what ends it. */
export function onKeptVisits(heard: () => void): () => void {
  listening.add(heard)
  return () => listening.delete(heard)
}

let latest = 0
/** A UUIDv7; of one tab each is later than the one before. */
export function newEntryId(now = Date.now()): string {
  latest = Math.max(now, latest + 1)
  const random = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0'))
  const hex = random.join('')
  const time = latest.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${'89ab'[Number.parseInt(hex[4]!, 16) % 4]}${hex.slice(5, 8)}-${hex.slice(8, 20)}`
}

/** Keeps a visit on the disk of this device, sealed for its writer. Throws `NotKept`. */
export async function keepVisit({ state, ...visit }: KeptVisit): Promise<void> {
  const { entryId, madeBy } = visit.entry
  // Asked once there is something to lose; a browser that says no keeps it all the same as long as there is room.
  void navigator.storage?.persist?.().catch(() => false)
  const sealed = await seal(madeBy, entryId, visit).catch((error: unknown) => {
    throw error instanceof NotKept ? error : new NotKept('failed')
  })
  await write('visits', (visits) => visits.put({ entryId, person: madeBy, state, sealed } satisfies SealedVisit))
  changed()
}

/** All that is kept of a person, in the order in which it was typed. What cannot be opened is left out and left where it is. */
export async function keptVisits(person: string): Promise<KeptVisit[]> {
  if (!canKeep()) return []
  const rows = await read<SealedVisit[]>('visits', (visits) => visits.index('person').getAll(person))
  const opened = await Promise.all(
    rows
      .toSorted((one, other) => (one.entryId < other.entryId ? -1 : 1))
      .map(({ entryId, state, sealed }) =>
        unseal<Omit<KeptVisit, 'state'>>(person, entryId, sealed).then(
          (visit): KeptVisit[] => [{ state, ...visit }],
          () => [],
        ),
      ),
  )
  return opened.flat()
}

/** Forgets one: it was sent, or its writer discards it. */
export async function forgetVisit(entryId: string): Promise<void> {
  await write('visits', (visits) => visits.delete(entryId))
  changed()
}
