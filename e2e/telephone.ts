import { createHmac, randomUUID } from 'node:crypto'

/** With which the telephone system of journeys signs what it tells. */
export const ctiKey = 'the telephone system of journeys signs with this'

/** A telephone system that tells the product of its calls as a real one does: by HTTP, signed over time and body. */
export function telephone(origin: string, line: { number: string; extension: string }) {
  const callId = randomUUID()
  return async (kind: 'ringing' | 'answered' | 'ended', more: object = {}) => {
    const body = JSON.stringify({ id: randomUUID(), kind, callId, ...line, ...more })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', ctiKey).update(`${timestamp}.${body}`).digest('base64url')
    const headers = { 'webhook-timestamp': timestamp, 'webhook-signature': signature }
    const answer = await fetch(`${origin}/api/integrations/cti/events`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${kind}: ${answer.status} ${await answer.text()}`)
  }
}
