import type { Article, ArticleDraft } from '@rapport/contract/marketing/articles'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import {
  dropApproval,
  openBefore,
  submitApproval,
  tellDeciders,
} from '#features/administration/approvals/submit-approval.ts'
import { sqlStateOf } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import { articleAsked, articleEffects } from './article-effects.ts'
import { openArticle } from './article-rows.ts'

const columns = 'title, category, language, body, note, product_ids'
const values = `d->>'title', d->>'category', d->>'language', d->>'body', d->>'note',
  array(select distinct p::uuid from jsonb_array_elements_text(d->'productIds') p)`

async function refuseUnknownProducts(db: Db, { productIds }: ArticleDraft) {
  const known = await db.rows<{ id: string }>(
    'article-products',
    'select id from products where id = any ($1::uuid[])',
    [productIds],
  )
  const there = new Set(known.map(({ id }) => id))
  const strange = productIds.findIndex((id) => !there.has(id))
  if (strange >= 0) throw refusedField(`productIds.${strange}`, 'product.unknown')
}

async function addVersion({ db, now }: Doing, articleId: string, draft: ArticleDraft): Promise<Article> {
  await refuseUnknownProducts(db, draft)
  const adding = db.rows(
    'article-version-add',
    `insert into article_versions (id, article_id, number, written_by, written_at, ${columns})
     select $1::uuid, $2::uuid, 1 + coalesce((select max(number) from article_versions where article_id = $2::uuid), 0), viewer_id(),
       $4::timestamptz, ${values} from (select $3::jsonb as d) s`,
    [newId(), articleId, JSON.stringify(draft), now],
  )
  // Also a draft that is out of sight counts: the database knows it.
  await adding.catch((error: unknown) => {
    throw sqlStateOf(error) === '23505' ? new Refused(409, 'article.being-written') : error
  })
  return openArticle(db, articleId)
}

/** A new article of the writer's unit, as a draft. */
export async function draftArticle(doing: Doing, draft: ArticleDraft): Promise<Article> {
  const id = newId()
  await doing.db.rows(
    'article-add',
    `insert into articles (id, unit_id, made_by, made_at) values ($1::uuid, $2::uuid, viewer_id(), $3::timestamptz)`,
    [id, doing.viewer.described.unit.id, doing.now],
  )
  return addVersion(doing, id, draft)
}

/** The next version of an article in reach, as a draft; 409 while another is being written or reviewed. */
export async function draftNext(doing: Doing, id: string, draft: ArticleDraft): Promise<Article> {
  await openArticle(doing.db, id)
  return addVersion(doing, id, draft)
}

/** Holds a draft of one's own: 404 out of sight, 412 for another version, 403 for somebody else's, 409 for what is no draft any more. */
async function holdDraft(db: Db, id: string, version: number): Promise<string> {
  const [row] = await db.rows<{ article: string; version: number; state: string; mine: boolean }>(
    'article-version-hold',
    `select article_id as article, version, state, coalesce(written_by = viewer_id(), false) as mine from article_versions where id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  if (!row.mine) throw new Refused(403, 'article.not-yours')
  if (row.version !== version) throw stale()
  if (row.state !== 'draft') throw new Refused(409, 'article.no-draft')
  const held = await db.rows(
    'article-version-lock',
    `select 1 from article_versions where id = $1::uuid and version = $2::int and state = 'draft' for no key update`,
    [id, version],
  )
  if (held.length === 0) throw stale()
  return row.article
}

/** Changes a draft of one's own. */
export async function editVersion(db: Db, id: string, version: number, draft: ArticleDraft): Promise<Article> {
  const article = await holdDraft(db, id, version)
  await refuseUnknownProducts(db, draft)
  await db.rows(
    'article-version-edit',
    `update article_versions set (${columns}) = (select ${values} from (select $2::jsonb as d) s) where id = $1::uuid`,
    [id, JSON.stringify(draft)],
  )
  return openArticle(db, article)
}

/** A draft of one's own goes to a second person. */
export async function submitVersion(doing: Doing, id: string, version: number): Promise<Article> {
  const { db } = doing
  const article = await holdDraft(db, id, version)
  const before = await openBefore(doing, 'article', article)
  await db.rows('article-version-submit', `update article_versions set state = 'review' where id = $1::uuid`, [id])
  const subject = (await articleAsked(db, article))!
  const asked = await submitApproval(doing, { kind: 'article', subjectId: article, subject, before })
  if (asked.state === 'approved') await articleEffects.approved(doing, article, null, null)
  else await tellDeciders(doing, asked.id)
  return openArticle(db, article)
}

/** Drops a draft of one's own, with what was returned of it. */
export async function dropVersion(doing: Doing, id: string, version: number): Promise<Article> {
  const article = await holdDraft(doing.db, id, version)
  await dropApproval(doing, 'article', article)
  await doing.db.rows('article-version-drop', `update article_versions set state = 'dropped' where id = $1::uuid`, [id])
  return openArticle(doing.db, article)
}
