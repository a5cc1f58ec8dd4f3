import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  count,
  cursor,
  day,
  decimal,
  id,
  instant,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  queryList,
  text,
  version,
} from '#shapes.ts'
import { productTypes } from './product-types.ts'

export const productCurrencies = ['CNY', 'HKD', 'USD'] as const
export const feeKinds = ['subscription', 'redemption', 'management', 'custody', 'sales-service', 'performance'] as const
/** Once when it happens, or for each year of holding. */
export const feePeriods = ['once', 'year'] as const
/** How a grade was found: by the firm's model, by its committee, taken over from the issuer, or by a list of the regulator. */
export const ratingMethods = ['model', 'committee', 'issuer', 'list'] as const
export const productDocumentKinds = ['prospectus', 'risk-notice', 'contract', 'fact-sheet', 'report'] as const
export const productStates = ['draft', 'review', 'admitted', 'withdrawn'] as const
/** How a product stands today: only what is on the shelf may be recommended. */
export const productStandings = ['draft', 'review', 'coming', 'on-shelf', 'off-shelf', 'blocked', 'withdrawn'] as const
export const proposalStates = ['draft', 'review', 'taken', 'dropped'] as const
export const riskGrades = ['1', '2', '3', '4', '5'] as const
/** Of one document; a larger one is 413. */
export const MOST_DOCUMENT_BYTES = 10 * 1024 * 1024

const grade = z.int().min(1).max(5)
const amount = z
  .string()
  .max(18)
  .regex(/^\d{1,15}(\.\d{1,2})?$/, { error: 'decimal.shape' })

export const ProductFee = z
  .strictObject({
    kind: z.enum(feeKinds),
    per: z.enum(feePeriods),
    /** Percent of the amount, or an amount in the product's currency. */
    basis: z.enum(['rate', 'amount']),
    value: z
      .string()
      .max(18)
      .regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'decimal.shape' }),
  })
  .refine(({ basis, value }) => basis === 'amount' || /^(\d{1,2}(\.\d+)?|100(\.0+)?)$/.test(value), {
    error: 'product.rate',
    path: ['value'],
  })
  .meta({ id: 'ProductFee' })
export type ProductFee = z.infer<typeof ProductFee>

const facts = {
  type: z.enum(productTypes),
  name: text(120),
  nameZh: text(120),
  issuer: text(120),
  currency: z.enum(productCurrencies),
  /** How long money is bound, in days; null: it can be sold any day. */
  termDays: z.int().min(1).max(36_500).nullable(),
  /** In its currency. */
  minimumAmount: amount,
  complex: z.boolean(),
  fees: z.array(ProductFee).max(20),
  /** Who it is meant for, and what somebody has to bring to buy it. */
  targetMarket: optionalText(1000),
  targetMarketZh: optionalText(1000),
  onShelfOn: day,
  /** The last day. */
  offShelfOn: day.nullable(),
  securityId: id.nullable(),
}
const inOrder = ({ onShelfOn, offShelfOn }: { onShelfOn: string; offShelfOn: string | null }) =>
  offShelfOn === null || offShelfOn >= onShelfOn
const order = { error: 'day.order', path: ['offShelfOn'] }

export const ProductFacts = z.strictObject(facts).refine(inOrder, order).meta({ id: 'ProductFacts' })
export type ProductFacts = z.infer<typeof ProductFacts>

export const RatingDraft = z
  .strictObject({
    grade,
    effectiveFrom: day,
    method: z.enum(ratingMethods),
    reason: text(500),
  })
  .meta({ id: 'ProductRatingDraft' })
export type RatingDraft = z.infer<typeof RatingDraft>

export const ProductRating = z
  .strictObject({
    id,
    grade,
    effectiveFrom: z.string(),
    method: z.enum(ratingMethods),
    reason: z.string(),
    ratedBy: PersonInRow.nullable(),
    approvedBy: PersonInRow.nullable(),
    recordedAt: instant,
  })
  .meta({ id: 'ProductRating' })
export type ProductRating = z.infer<typeof ProductRating>

export const ProductDocument = z
  .strictObject({
    id,
    kind: z.enum(productDocumentKinds),
    number: z.int(),
    /** As the file was called. */
    name: z.string(),
    bytes: count,
    sha256: z.string(),
    /** Whether it is the version that holds. */
    current: z.boolean(),
    addedBy: PersonInRow.nullable(),
    addedAt: instant,
  })
  .meta({ id: 'ProductDocument' })
export type ProductDocument = z.infer<typeof ProductDocument>

export const ProductProposal = z
  .strictObject({
    id,
    number: z.int(),
    state: z.enum(proposalStates),
    facts: z.strictObject(facts),
    rating: RatingDraft.nullable(),
    madeBy: PersonInRow.nullable(),
    madeAt: instant,
  })
  .meta({ id: 'ProductProposal' })
export type ProductProposal = z.infer<typeof ProductProposal>

const row = {
  id,
  version,
  code: z.string(),
  type: z.enum(productTypes),
  name: z.string(),
  nameZh: z.string(),
  issuer: z.string(),
  currency: z.enum(productCurrencies),
  termDays: z.int().nullable(),
  minimumAmount: decimal,
  complex: z.boolean(),
  onShelfOn: z.string(),
  offShelfOn: z.string().nullable(),
  /** Today's; null where it has none. */
  grade: grade.nullable(),
  state: z.enum(productStates),
  standing: z.enum(productStandings),
  /** Of what is proposed: being written, or under review. */
  proposed: z.enum(['draft', 'review']).nullable(),
}
export const ProductRow = z.strictObject(row).meta({ id: 'ProductRow' })
export type ProductRow = z.infer<typeof ProductRow>

export const Product = z
  .strictObject({
    ...row,
    fees: z.array(ProductFee),
    targetMarket: z.string().nullable(),
    targetMarketZh: z.string().nullable(),
    security: z.strictObject({ id, code: z.string(), name: z.string().nullable() }).nullable(),
    madeBy: PersonInRow.nullable(),
    admittedAt: instant.nullable(),
    withdrawnReason: z.string().nullable(),
    blocked: z.strictObject({ at: instant, by: PersonInRow.nullable(), reason: z.string() }).nullable(),
    /** The latest to take effect first, also those that are still to come. */
    ratings: z.array(ProductRating),
    /** The latest version of each kind first. */
    documents: z.array(ProductDocument),
    /** What is being proposed; null where nothing is. */
    proposal: ProductProposal.nullable(),
  })
  .meta({ id: 'Product' })
export type Product = z.infer<typeof Product>

export const ProductDraft = z
  .strictObject({ code: code(40), ...facts, rating: RatingDraft })
  .refine(inOrder, order)
  .meta({ id: 'ProductDraft' })

export const ProposalDraft = z
  .strictObject({ ...facts, rating: RatingDraft.nullable() })
  .refine(inOrder, order)
  .meta({ id: 'ProductProposalDraft' })
export type ProposalDraft = z.infer<typeof ProposalDraft>

const why = z.strictObject({ reason: text(500) })
export const ProductDocumentForm = z.strictObject({ kind: z.enum(productDocumentKinds) })

export const products = {
  list: endpoint('GET /products', {
    summary: 'The library of products by code: by text (code, names, issuer), type, risk, longest term and standing',
    permission: 'product.read',
    query: z.strictObject({
      q: text(80).optional(),
      type: queryList(productTypes).optional(),
      risk: queryList(riskGrades).optional(),
      /** Bound for so many days at most; what can be sold any day is among them. */
      term: z
        .string()
        .max(5)
        .regex(/^\d+$/, { error: 'integer.shape' })
        .transform(Number)
        .pipe(z.int().max(36_500))
        .optional(),
      standing: queryList(productStandings).optional(),
      complex: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(ProductRow),
  }),
  counts: endpoint('GET /products/counts', {
    summary: 'How many products stand how today, and of those on the shelf how many there are of each risk',
    permission: 'product.read',
    reply: z
      .strictObject({
        standing: z.record(z.enum(productStandings), count),
        onShelf: z.record(z.enum(riskGrades), count),
      })
      .meta({ id: 'ProductCounts' }),
  }),
  open: endpoint('GET /products/:id', {
    summary: 'A product with its facts, ratings, documents and what is proposed of it',
    permission: 'product.read',
    params: byId,
    reply: Product,
  }),
  draft: endpoint('POST /products', {
    summary: 'Propose a new product with its rating, as a draft',
    permission: 'product.edit',
    body: ProductDraft,
    reply: Product,
  }),
  propose: endpoint('PUT /products/:id/proposal', {
    summary:
      'Write what is proposed of a product: other facts, another rating from a day on, or both; 409 while it is under review',
    permission: 'product.edit',
    params: byId,
    body: ProposalDraft,
    reply: Product,
    versioned: true,
  }),
  submit: endpoint('PUT /products/:id/submission', {
    summary: 'Have what is proposed reviewed; a product needs a rating and a risk notice',
    permission: 'product.edit',
    params: byId,
    reply: Product,
    versioned: true,
  }),
  withdraw: endpoint('PUT /products/:id/withdrawal', {
    summary: 'Take an admitted product out of the library for good; what is proposed later admits it anew',
    permission: 'product.edit',
    params: byId,
    body: why,
    reply: Product,
    versioned: true,
  }),
  block: endpoint('PUT /products/:id/block', {
    summary: 'Block a product at once: nobody may recommend it until it is let go',
    permission: 'product.block',
    params: byId,
    body: why,
    reply: Product,
    versioned: true,
  }),
  release: endpoint('PUT /products/:id/release', {
    summary: 'Let a blocked product go',
    permission: 'product.block',
    params: byId,
    reply: Product,
    versioned: true,
  }),
  addDocument: endpoint('POST /products/:id/documents', {
    summary: 'Add a document, or the next version of one: a PDF of 10 MB at most',
    permission: 'product.edit',
    params: byId,
    body: ProductDocumentForm,
    takes: 'multipart',
    reply: Product,
  }),
  document: endpoint('GET /product-documents/:id/file', {
    summary: 'A version of a document',
    permission: 'product.read',
    params: byId,
    gives: 'file',
    media: 'application/pdf',
  }),
}
