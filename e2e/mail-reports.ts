import { randomUUID } from 'node:crypto'
import { signatureOf } from '../apps/api/src/features/service/inbound/signatures.ts'

/** With which the mail system of journeys signs what it tells. */
export const mailReportsKey = 'the mail system of journeys signs with this'

/** Tells the product what became of a letter, as a real mail system does: by HTTP, signed over time and body. */
export async function tellOfLetter(origin: string, about: string, state: 'delivered' | 'bounced') {
  const body = JSON.stringify({ kind: 'report', id: randomUUID(), about, state })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': 'application/json',
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(mailReportsKey, timestamp, body),
  }
  const answer = await fetch(`${origin}/api/inbound/email`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${state}: ${answer.status} ${await answer.text()}`)
}
