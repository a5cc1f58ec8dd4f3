import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { Seal } from '@rapport/database/seal'

/** 128 bits, 22 letters of base64url. */
const BYTES = 16

/** A link that is handed over by hand. */
export const newToken = () => randomBytes(BYTES).toString('base64url')

/** What the database knows of a link: enough to find it, too little to make it. */
export const tokenHash = (token: string) => createHash('sha256').update(`survey ${token}`).digest('base64url')

/** What the database knows of the key that the page sent with its answers. */
export const answerKeyHash = (key: string) => createHash('sha256').update(`answer ${key}`).digest('base64url')

/**
 * Under which id the answers of a link lie: made of the link and the key of the page that sent them, so that what is sent again is
 * the same, and nobody finds an anonymous answer from its invitation: not with the database and the firm's keys either. A UUID of
 * version 8.
 */
export function responseId(token: string, key: string): string {
  const bytes = createHmac('sha256', key).update(token).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const keyOf = (seal: Seal, token: string) => createHmac('sha256', seal.derive('survey-draft')).update(token).digest()

/** What was answered so far, sealed with the link and the firm's key together (AES-256-GCM): only who has the link reads it again. */
export function closeDraft(seal: Seal, token: string, draft: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(seal, token), nonce)
  const body = Buffer.concat([cipher.update(JSON.stringify(draft)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

/** Throws where it was changed, or sealed with another link. */
export function openDraft(seal: Seal, token: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(seal, token), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
}
