import { createHmac, timingSafeEqual } from 'node:crypto'

/** A signature is good for so long before and after the moment that it names, in seconds. */
const GOOD_FOR = 300

/** HMAC-SHA-256 over `timestamp.body`, base64url: what is sent to gateways and what they send carry it alike. */
export const signatureOf = (key: string, timestamp: string, body: string | Buffer) =>
  createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('base64url')

/** Whether a body was signed with the key, and just now. Takes as long for a wrong signature as for a right one. */
export function isSigned(
  key: string,
  { timestamp, signature, body }: { timestamp: unknown; signature: unknown; body: Buffer },
  now: Date,
): boolean {
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{10}$/.test(timestamp)) return false
  const expected = Buffer.from(signatureOf(key, timestamp, body))
  const given = Buffer.from(signature)
  const equal = given.length === expected.length && timingSafeEqual(given, expected)
  return equal && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= GOOD_FOR
}
