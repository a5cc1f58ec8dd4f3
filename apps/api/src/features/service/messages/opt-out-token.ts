import { createHash, createHmac } from 'node:crypto'
import type { Seal } from '@rapport/database/seal'

/** What only the letter holds: the same each time that it is sent. The database has its hash. */
export const optOutToken = (seal: Seal, messageId: string) =>
  createHmac('sha256', seal.derive('unsubscribe')).update(messageId).digest('base64url')
export const optOutHash = (token: string) => createHash('sha256').update(token).digest('base64url')
