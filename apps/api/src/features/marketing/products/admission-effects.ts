import type { ProductFacts } from '@rapport/contract/marketing/products'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { ApprovalEffects, ApprovalSubject, Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused } from '#http/refused.ts'
import { businessDay } from '#product.ts'
import { factColumns, factValues } from './fact-columns.ts'
import { openProposal } from './product-rows.ts'

const asWords = {
  admission: ['admission', '准入'],
  change: ['change', '变更'],
  rating: ['rating', '评级'],
} as const

/** What of a product is under review, as others decide on it; null where nothing is. 404 where there is no such product. */
export async function admissionAsked(db: Db, id: string): Promise<ApprovalSubject | null> {
  const [product] = await db.rows<{ code: string; state: string; grade: number | null; facts: ProductFacts }>(
    'product-asked',
    `select code, state, (select r.grade from product_ratings r where r.product_id = p.id order by effective_from desc, recorded_at desc limit 1)
       as grade from products p where id = $1::uuid`,
    [id],
  )
  if (!product) throw new Refused(404, 'not-found')
  const proposal = await openProposal(db, id)
  if (proposal?.state !== 'review') return null
  const { facts, rating } = proposal
  const asks = product.state !== 'admitted' ? 'admission' : rating ? 'rating' : 'change'
  const [title, titleZh] = asWords[asks]
  return {
    code: null,
    title: `${product.code} ${facts.name}: ${title}`,
    titleZh: `${product.code} ${facts.nameZh}：${titleZh}`,
    unitId: null,
    customerId: null,
    barredIds: [],
    fields: {
      asks,
      grade: `R${rating?.grade ?? product.grade}`,
      complex: facts.complex,
      minimumAmount: facts.minimumAmount,
    },
    stamp: `${proposal.id} ${proposal.version}`,
  }
}

/**
 * All have agreed: the facts hold from now on, and the rating from its day on, or from today where that has passed meanwhile. What was
 * withdrawn is admitted anew.
 */
async function admit({ db, now }: Doing, id: string, by: string | null) {
  const proposal = await openProposal(db, id)
  if (proposal?.state !== 'review') throw new Refused(409, 'product.no-proposal')
  const { facts, rating } = proposal
  if (rating)
    await db.rows(
      'product-rate',
      `insert into product_ratings (id, product_id, grade, effective_from, method, reason, rated_by, approved_by, recorded_at)
       values ($1::uuid, $2::uuid, $3, greatest($4::date, $5::date), $6, $7, $8::uuid, $9::uuid, $10::timestamptz)`,
      [
        ...[newId(), id, rating.grade, rating.effectiveFrom, businessDay(now), rating.method, rating.reason],
        ...[proposal.madeBy, by, now],
      ],
    )
  await db.rows(
    'product-admit',
    `update products set (${factColumns}) = (select ${factValues('$2')}), state = 'admitted', proposal_id = $3::uuid,
       admitted_at = coalesce(admitted_at, $4::timestamptz), withdrawn_reason = null where id = $1::uuid`,
    [id, JSON.stringify(facts), proposal.id, now],
  )
  await db.rows(
    'product-proposal-taken',
    `update product_proposals set state = 'taken', ended_by = $2::uuid, ended_at = $3::timestamptz where id = $1::uuid`,
    [proposal.id, by, now],
  )
}

/** A first admission, and what was returned or withdrawn, goes on as a draft; a change that was rejected is dropped. */
async function sendBack({ db, viewer, now }: Doing, id: string, verdict: string) {
  const dropped = `(select state from products where id = $1::uuid) not in ('draft', 'review') and $2 = 'rejected'`
  await db.rows(
    'product-proposal-back',
    `update product_proposals set state = case when ${dropped} then 'dropped' else 'draft' end,
       ended_by = case when ${dropped} then $3::uuid end, ended_at = case when ${dropped} then $4::timestamptz end
     where product_id = $1::uuid and state = 'review'`,
    [id, verdict, viewer.id, now],
  )
  await db.rows(
    'product-back',
    `update products set state = case state when 'review' then 'draft' else state end where id = $1::uuid`,
    [id],
  )
}

export const admissionEffects: ApprovalEffects = { asked: admissionAsked, approved: admit, sentBack: sendBack }
