import type { Db } from '@rapport/database/as-viewer'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused } from '#http/refused.ts'
import { holdProduct, openProduct } from './product-rows.ts'

/** Takes an admitted product out of the library; 409 for one that is not in it, or while something of it is under review. */
export async function withdrawProduct({ db, viewer }: Doing, id: string, version: number, reason: string) {
  const { state, proposal } = await holdProduct(db, id, version)
  if (state !== 'admitted') throw new Refused(409, 'product.not-admitted')
  if (proposal?.state === 'review') throw new Refused(409, 'product.under-review')
  await db.rows(
    'product-withdraw',
    `update products set state = 'withdrawn', withdrawn_reason = $2 where id = $1::uuid`,
    [id, reason],
  )
  return openProduct(db, id, viewer.described.today)
}

const setBlock = (db: Db, id: string, at: Date | null, reason: string | null) =>
  db.rows(
    'product-block',
    `update products set blocked_at = $2::timestamptz, blocked_by = case when $2 is not null then viewer_id() end, block_reason = $3
     where id = $1::uuid`,
    [id, at, reason],
  )

/** From now on nobody may recommend it; 409 where it is blocked. */
export async function blockProduct({ db, viewer, now }: Doing, id: string, version: number, reason: string) {
  const { blocked } = await holdProduct(db, id, version)
  if (blocked) throw new Refused(409, 'product.blocked')
  await setBlock(db, id, now, reason)
  return openProduct(db, id, viewer.described.today)
}

/** Lets a blocked product go; 409 where it is not blocked. */
export async function releaseProduct({ db, viewer }: Doing, id: string, version: number) {
  const { blocked } = await holdProduct(db, id, version)
  if (!blocked) throw new Refused(409, 'product.not-blocked')
  await setBlock(db, id, null, null)
  return openProduct(db, id, viewer.described.today)
}
