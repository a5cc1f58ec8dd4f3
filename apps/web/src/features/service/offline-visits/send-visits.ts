import { addressOf, PAGES, problemIn, Refusal } from '@rapport/contract/client'
import { type CareVisitEntry, careVisits } from '@rapport/contract/service/care-visits'
import { wire } from '#api/call.ts'
import { canKeep } from './device.ts'
import { forgetVisit, type KeptVisit, keepVisit, keptVisits } from './kept-visits.ts'

const PATIENCE_MS = 30_000

/** Sends one. Resolves once the firm has it; throws `Refusal`, or `TypeError` where no answer came. Sent again it is the same one. */
export async function sendVisit(entry: CareVisitEntry): Promise<void> {
  const answer = await fetch(wire.base + addressOf(careVisits.enter, {}), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-by': PAGES, 'idempotency-key': entry.entryId },
    credentials: 'same-origin',
    body: JSON.stringify(entry),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!answer.ok) throw new Refusal(answer.status, await problemIn(answer))
  // The page of a hotel's network says 200 as well.
  const said = (await answer.json().catch(() => null)) as { state?: unknown } | null
  if (answer.status !== 201 || said?.state !== 'recorded') throw new TypeError('not the answer of the firm')
}

/** What a refusal says of the visit itself; null where it may be sent later: nobody signed in, somebody else, too busy. */
export function refusedFor(error: unknown): KeptVisit['refused'] | null {
  if (!(error instanceof Refusal)) return null
  const { status, problem } = error
  const later = [401, 408, 413, 425, 428, 429].includes(status) || status >= 500
  if (later || problem === null) return null
  if (['care-visit.of-another-person', 'idempotency.under-way'].includes(problem.code)) return null
  const [first] = problem.errors ?? []
  return { status, code: first?.code ?? problem.code, ...(first && { field: first.field }) }
}

/**
 * Sends what waits of a person, one after the other in the order in which it was typed; one tab of all does so at a time. Ends at the
 * first that cannot go now. What is refused for good is kept for its writer, with the reason, and the next one goes; that of the
 * visit `form`, whose writer has it before them still, is thrown.
 */
export async function sendVisits(person: string, form?: string): Promise<void> {
  if (!canKeep()) return
  await navigator.locks.request(`rapport.offline.${person}`, async () => {
    for (;;) {
      const [next] = (await keptVisits(person)).filter(({ state }) => state === 'waiting')
      if (!next) return
      const { entryId } = next.entry
      try {
        await sendVisit(next.entry)
      } catch (error) {
        const refused = refusedFor(error)
        if (!refused) return
        await keepVisit({ ...next, state: 'attention', refused })
        if (entryId === form) throw error
        continue
      }
      await forgetVisit(entryId)
    }
  })
}

/**
 * Writes a visit down: first on this device, then with the firm. `'kept'` where it waits now to be sent. Throws the refusal where the
 * firm says no; it is kept then for its writer, until it is written down again or discarded. `NotKept` where it is neither here nor there.
 */
export async function writeDown(visit: Omit<KeptVisit, 'state'>): Promise<'sent' | 'kept'> {
  const { entryId, madeBy } = visit.entry
  try {
    await keepVisit({ ...visit, state: 'waiting' })
  } catch (notKept) {
    await sendVisit(visit.entry).catch((error: unknown) => {
      throw error instanceof Refusal ? error : notKept
    })
    return 'sent'
  }
  if (!navigator.onLine) return 'kept'
  await sendVisits(madeBy, entryId)
  return (await keptVisits(madeBy)).some(({ entry }) => entry.entryId === entryId) ? 'kept' : 'sent'
}
