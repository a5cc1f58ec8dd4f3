import { addressOf, PAGES, problemIn, Refusal } from '@rapport/contract/client'
import type { AskOf, Endpoint } from '@rapport/contract/endpoint'
import { wire } from './call.ts'

/** A file that is asked for by a body. The browser keeps it, large ones on its disk; no text of it is made. Throws `Refusal`. */
export async function download<E extends Endpoint>(endpoint: E, ask: AskOf<E>): Promise<Blob> {
  const answer = await fetch(wire.base + addressOf(endpoint, ask), {
    method: endpoint.method,
    headers: { 'content-type': 'application/json', 'x-requested-by': PAGES },
    credentials: 'same-origin',
    body: JSON.stringify(ask.body ?? {}),
  })
  if (!answer.ok) throw new Refusal(answer.status, await problemIn(answer))
  return answer.blob()
}
