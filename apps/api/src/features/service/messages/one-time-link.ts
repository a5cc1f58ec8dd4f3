import { createHmac } from 'node:crypto'
import type { Seal } from '@rapport/database/seal'

/** 128 bits. */
const BYTES = 16

/** The end of a link that a message carries: the same each time that it is sent, and kept nowhere. Who made it knows its hash. */
export const linkToken = (seal: Seal, messageId: string) =>
  createHmac('sha256', seal.derive('one-time-link')).update(messageId).digest().subarray(0, BYTES).toString('base64url')

/** What stands for the link wherever its message is kept. */
export const KEPT_LINK = '…'
