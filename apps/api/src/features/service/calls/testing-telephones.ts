import { randomUUID } from 'node:crypto'
import { signatureOf } from '#features/service/inbound/signatures.ts'

export const ctiKey = 'a key of the telephone system, 32+ characters'

type Told = Record<string, unknown>
interface Line {
  callId: string
  number: string
  extension: string
}

/** A telephone system of its own that tells the product of its calls as a real one would: by HTTP, signed. */
export function telephones(origin: string, now: () => Date) {
  async function send(told: Told, { key = ctiKey, at = now(), body = JSON.stringify(told) } = {}) {
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const headers = {
      'content-type': 'application/json',
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(key, timestamp, body),
    }
    return (await fetch(`${origin}/api/integrations/cti/events`, { method: 'POST', headers, body })).status
  }
  const tell = (kind: string, line: Line, more: Told = {}) => send({ id: randomUUID(), kind, ...line, ...more })
  return {
    send,
    ring: (line: Line, more: Told = {}) => tell('ringing', line, more),
    answer: (line: Line, more: Told = {}) => tell('answered', line, more),
    end: (line: Line, more: Told = {}) => tell('ended', line, more),
    line: (number: string, extension: string): Line => ({ callId: randomUUID(), number, extension }),
  }
}
