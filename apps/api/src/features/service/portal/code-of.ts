import { createHmac } from 'node:crypto'
import type { Seal } from '@rapport/database/seal'

/** The code itself is kept nowhere: six digits that follow from the id of its row and a key of the firm. */
export const codeOf = (seal: Seal, id: string) =>
  String(createHmac('sha256', seal.derive('portal-code')).update(id).digest().readUIntBE(0, 6) % 1_000_000).padStart(
    6,
    '0',
  )
