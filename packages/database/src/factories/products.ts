import { createHash } from 'node:crypto'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

export interface ProductMade {
  code: string
  state?: 'draft' | 'review' | 'admitted' | 'withdrawn'
  type?: string
  name?: string
  nameZh?: string
  issuer?: string
  currency?: string
  termDays?: number | null
  minimumAmount?: string
  complex?: boolean
  fees?: { kind: string; per: string; basis: string; value: string }[]
  targetMarket?: string | null
  targetMarketZh?: string | null
  /** YYYY-MM-DD. */
  onShelfOn?: string
  offShelfOn?: string | null
  securityId?: string | null
  /** R1 to R5 from its first day on the shelf. */
  grade?: number
  /** Later ratings: of which day, and how high. */
  regraded?: { from: string; grade: number; reason: string }[]
  ratingReason?: string
  /** What is written of a change, or under review. */
  proposed?: 'draft' | 'review'
  blocked?: string
  withdrawnReason?: string
  /** PDF files by kind. */
  documents?: { kind: string; name: string; file: Buffer }[]
  madeBy?: string | null
  approvedBy?: string | null
}

/** A product with its rating and documents, as if others had agreed to it. */
export async function makeProduct(db: Db, draft: ProductMade): Promise<{ id: string; proposalId: string | null }> {
  const { code, state = 'admitted', grade = 3, regraded = [], proposed, documents = [aRiskNotice] } = draft
  const { madeBy = null, approvedBy = null } = draft
  const onShelfOn = draft.onShelfOn ?? '2026-01-05'
  const facts = {
    type: draft.type ?? 'mixed-fund',
    name: draft.name ?? `Product ${code}`,
    nameZh: draft.nameZh ?? `产品${code}`,
    issuer: draft.issuer ?? '东海基金',
    currency: draft.currency ?? 'CNY',
    termDays: draft.termDays ?? null,
    minimumAmount: draft.minimumAmount ?? '1000.00',
    complex: draft.complex ?? false,
    fees: draft.fees ?? [],
    targetMarket: draft.targetMarket ?? null,
    targetMarketZh: draft.targetMarketZh ?? null,
    onShelfOn,
    offShelfOn: draft.offShelfOn ?? null,
    securityId: draft.securityId ?? null,
  }
  const day = (on: string) => new Date(`${on}T00:00:00Z`)
  const id = newId()
  const over = state === 'admitted' || state === 'withdrawn'
  await db.product.create({
    data: {
      ...{ ...facts, id, code, state, madeBy },
      ...{ onShelfOn: day(onShelfOn), offShelfOn: facts.offShelfOn && day(facts.offShelfOn) },
      ...(over && { admittedAt: day(onShelfOn) }),
      ...(state === 'withdrawn' && { withdrawnReason: draft.withdrawnReason ?? '到期' }),
      ...(draft.blocked && { blockedAt: day(onShelfOn), blockedBy: approvedBy, blockReason: draft.blocked }),
    },
  })
  const ratings = [{ from: onShelfOn, grade, reason: draft.ratingReason ?? '按波动率与流动性评定' }, ...regraded]
  for (const { from, grade: of, reason } of over ? ratings : [])
    await db.productRating.create({
      data: {
        ...{ id: newId(), productId: id, grade: of, effectiveFrom: day(from), recordedAt: day(from) },
        ...{ method: 'model', reason, ratedBy: madeBy, approvedBy },
      },
    })
  const numbers = new Map<string, number>()
  for (const { kind, name, file } of documents) {
    const number = (numbers.get(kind) ?? 0) + 1
    numbers.set(kind, number)
    const sha256 = createHash('sha256').update(file).digest('hex')
    await db.productDocument.create({
      data: {
        ...{ id: newId(), productId: id, kind, number, name, bytes: file.length, sha256, addedBy: madeBy },
        file: new Uint8Array(file),
      },
    })
  }
  const waits = proposed ?? (state === 'admitted' || state === 'withdrawn' ? null : state)
  if (waits === null) return { id, proposalId: null }
  const rating = { grade, effectiveFrom: onShelfOn, method: 'model', reason: ratings[0]!.reason }
  const proposal = await db.productProposal.create({
    data: { id: newId(), productId: id, number: 1, facts, rating, state: waits, madeBy },
  })
  return { id, proposalId: proposal.id }
}

const aRiskNotice = { kind: 'risk-notice', name: '风险揭示书.pdf', file: Buffer.from('%PDF-1.4\n%%EOF\n') }
