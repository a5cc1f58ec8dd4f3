import type { BodyOf } from '@rapport/contract/endpoint'
import type { ProductFacts, ProposalDraft, products, RatingDraft } from '@rapport/contract/marketing/products'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import { openBefore, submitApproval, tellDeciders } from '#features/administration/approvals/submit-approval.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { admissionAsked, admissionEffects } from './admission-effects.ts'
import { factColumns, factValues } from './fact-columns.ts'
import { holdProduct, openProduct } from './product-rows.ts'

async function refuseUnknownSecurity(db: Db, { securityId }: Pick<ProductFacts, 'securityId'>) {
  if (securityId === null) return
  const found = await db.rows('product-security', 'select 1 from securities where id = $1::uuid', [securityId])
  if (found.length === 0) throw refusedField('securityId', 'product.no-security')
}

function refusePastRating(rating: RatingDraft | null, today: string) {
  if (rating && rating.effectiveFrom < today) throw refusedField('rating.effectiveFrom', 'day.past')
}

/** A new product as a draft; 409 where its code is taken. */
export async function draftProduct({ db, viewer }: Doing, draft: BodyOf<typeof products.draft>) {
  const { code, rating, ...facts } = draft
  const { today } = viewer.described
  await refuseUnknownSecurity(db, facts)
  refusePastRating(rating, today)
  const [known] = await db.rows('product-known', 'select 1 from products where code = $1', [code])
  if (known) throw refusedField('code', 'product.known', 409)
  const id = newId()
  await db.rows(
    'product-draft',
    `insert into products (id, code, ${factColumns}, made_by)
     select $1::uuid, $2, ${factValues('$3')}, viewer_id()`,
    [id, code, JSON.stringify(facts)],
  )
  await addProposal(db, id, { ...facts, rating })
  return openProduct(db, id, today)
}

async function addProposal(db: Db, productId: string, { rating, ...facts }: ProposalDraft) {
  await db.rows(
    'product-propose',
    `insert into product_proposals (id, product_id, number, facts, rating, made_by)
     select $1::uuid, $2::uuid, coalesce(max(number), 0) + 1, $3::jsonb, $4::jsonb, viewer_id()
     from product_proposals where product_id = $2::uuid`,
    [newId(), productId, JSON.stringify(facts), rating && JSON.stringify(rating)],
  )
}

/**
 * Writes what is proposed of a product; whoever did so last is its author. 409 while it is under review. What was never admitted shows
 * its proposed facts at once; the others as they are until others have agreed.
 */
export async function proposeProduct({ db, viewer }: Doing, id: string, version: number, draft: ProposalDraft) {
  const { today } = viewer.described
  const { state, proposal } = await holdProduct(db, id, version)
  if (proposal?.state === 'review') throw new Refused(409, 'product.under-review')
  const { rating, ...facts } = draft
  await refuseUnknownSecurity(db, facts)
  refusePastRating(rating, today)
  if (proposal)
    await db.rows(
      'product-propose-anew',
      'update product_proposals set facts = $2::jsonb, rating = $3::jsonb, made_by = viewer_id(), made_at = now() where id = $1::uuid',
      [proposal.id, JSON.stringify(facts), rating && JSON.stringify(rating)],
    )
  else await addProposal(db, id, draft)
  if (state === 'draft')
    await db.rows(
      'product-redraft',
      `update products set (${factColumns}) = (select ${factValues('$2')}) where id = $1::uuid`,
      [id, JSON.stringify(facts)],
    )
  else await touch(db, id)
  return openProduct(db, id, today)
}

/** A product whose proposal changed is another version: its row is written, and stamped. */
const touch = (db: Db, id: string) =>
  db.rows('product-touch', 'update products set updated_at = now() where id = $1::uuid', [id])

/** What is proposed goes to review: 409 where nothing is or it went before, 422 without a rating or a risk notice. */
export async function submitProduct(doing: Doing, id: string, version: number) {
  const { db, viewer } = doing
  const { today } = viewer.described
  const before = await openBefore(doing, 'product-admission', id)
  const { state, proposal } = await holdProduct(db, id, version)
  if (!proposal) throw new Refused(409, 'product.no-proposal')
  if (proposal.state === 'review') throw new Refused(409, 'product.under-review')
  await refuseIncomplete(db, id, proposal.rating)
  refusePastRating(proposal.rating, today)
  await db.rows('product-review', `update product_proposals set state = 'review' where id = $1::uuid`, [proposal.id])
  if (state === 'draft')
    await db.rows('product-to-review', `update products set state = 'review' where id = $1::uuid`, [id])
  else await touch(db, id)
  const subject = (await admissionAsked(db, id))!
  const asked = await submitApproval(doing, { kind: 'product-admission', subjectId: id, subject, before })
  if (asked.state === 'approved') await admissionEffects.approved(doing, id, null, null)
  else await tellDeciders(doing, asked.id)
  return openProduct(db, id, today)
}

async function refuseIncomplete(db: Db, id: string, rating: RatingDraft | null) {
  const [has] = await db.rows<{ rated: boolean; warned: boolean }>(
    'product-complete',
    `select exists (select from product_ratings where product_id = $1::uuid) as rated,
       exists (select from product_documents where product_id = $1::uuid and kind = 'risk-notice') as warned`,
    [id],
  )
  if (!has!.rated && !rating) throw refusedField('rating', 'product.no-rating')
  if (!has!.warned) throw refusedField('documents', 'product.no-risk-notice')
}
