import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  cursor,
  id,
  instant,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryList,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'

export const articleCategories = ['business', 'product', 'rules', 'service', 'market', 'system'] as const
export const articleLanguages = ['zh-CN', 'en'] as const
/** Of an article: before its first version is published it is written or under review. */
export const articleStates = ['draft', 'review', 'published', 'withdrawn'] as const
export const articleVersionStates = ['draft', 'review', 'published', 'superseded', 'dropped'] as const

const words = {
  title: text(160),
  category: z.enum(articleCategories),
  language: z.enum(articleLanguages),
  /** Markdown; what is HTML in it is shown as it is written. */
  body: text(60_000),
  /** What is new in this version. */
  note: optionalText(300),
  /** Products that it is about: their pages lead to it. */
  productIds: z.array(id).max(20),
}
export const ArticleDraft = z.strictObject(words).meta({ id: 'ArticleDraft' })
export type ArticleDraft = z.infer<typeof ArticleDraft>

const about = {
  title: z.string(),
  category: z.enum(articleCategories),
  language: z.enum(articleLanguages),
}
export const ArticleRow = z
  .strictObject({
    id,
    version,
    ...about,
    state: z.enum(articleStates),
    /** The number of the version that holds; null before the first. */
    number: z.int().nullable(),
    /** Of a version beside the one that holds. */
    open: z.enum(['draft', 'review']).nullable(),
    unit: UnitInRow,
    writtenBy: PersonInRow.nullable(),
    publishedAt: instant.nullable(),
    /** Of a search: the text around the first word that was found in it; else null. */
    excerpt: z.string().nullable(),
  })
  .meta({ id: 'ArticleRow' })
export type ArticleRow = z.infer<typeof ArticleRow>

export const ArticleVersion = z
  .strictObject({
    id,
    version,
    number: z.int(),
    ...about,
    body: z.string(),
    note: z.string().nullable(),
    products: z.array(z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() })),
    state: z.enum(articleVersionStates),
    writtenBy: PersonInRow.nullable(),
    writtenAt: instant,
    approvedBy: PersonInRow.nullable(),
    publishedAt: instant.nullable(),
  })
  .meta({ id: 'ArticleVersion' })
export type ArticleVersion = z.infer<typeof ArticleVersion>

export const Article = z
  .strictObject({
    id,
    version,
    state: z.enum(articleStates),
    unit: UnitInRow,
    /** The version that holds, or held when it was withdrawn; null before the first is published. */
    holds: ArticleVersion.nullable(),
    /** What is being written or reviewed, for its writer and whoever may publish it; else null. */
    open: ArticleVersion.nullable(),
    /** Those that held before, the latest first. */
    earlier: z.array(ArticleVersion),
    withdrawn: z.strictObject({ at: instant, by: PersonInRow.nullable(), reason: z.string() }).nullable(),
    /** Whether the caller may withdraw it. */
    withdraws: z.boolean(),
  })
  .meta({ id: 'Article' })
export type Article = z.infer<typeof Article>

export const articles = {
  list: endpoint('GET /articles', {
    summary:
      'Articles of the knowledge base in reach: those that hold, by any words inside title and text (those in a title first), category and product, the latest first; or what is written and reviewed',
    permission: 'article.read',
    query: z.strictObject({
      view: z.enum(['published', 'open', 'withdrawn']).default('published'),
      /** Words between blanks; all of them are in the text. */
      q: text(80).optional(),
      category: queryList(articleCategories).optional(),
      product: id.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(ArticleRow),
  }),
  open: endpoint('GET /articles/:id', {
    summary: 'An article with the version that holds, what is being written of it, and its earlier versions',
    permission: 'article.read',
    params: byId,
    reply: Article,
  }),
  draft: endpoint('POST /articles', {
    summary: 'Write an article of one’s unit, as a draft',
    permission: 'article.write',
    body: ArticleDraft,
    reply: Article,
  }),
  draftNext: endpoint('POST /articles/:id/versions', {
    summary: 'Write the next version of an article; 409 while another is being written or reviewed',
    permission: 'article.write',
    params: byId,
    body: ArticleDraft,
    reply: Article,
  }),
  edit: endpoint('PUT /article-versions/:id', {
    summary: 'Change a draft of one’s own; 409 while it is reviewed or later',
    permission: 'article.write',
    params: byId,
    body: ArticleDraft,
    reply: Article,
    versioned: true,
  }),
  submit: endpoint('PUT /article-versions/:id/submission', {
    summary: 'Have a draft of one’s own reviewed; when others agreed, it is published',
    permission: 'article.write',
    params: byId,
    reply: Article,
    versioned: true,
  }),
  drop: endpoint('PUT /article-versions/:id/end', {
    summary: 'Drop a draft of one’s own',
    permission: 'article.write',
    params: byId,
    reply: Article,
    versioned: true,
  }),
  withdraw: endpoint('PUT /articles/:id/withdrawal', {
    summary:
      'Withdraw what is published, with a reason: nobody in reach reads it any more until a next version is published',
    permission: 'article.publish',
    params: byId,
    body: z.strictObject({ reason: text(300) }),
    reply: Article,
    versioned: true,
  }),
}
