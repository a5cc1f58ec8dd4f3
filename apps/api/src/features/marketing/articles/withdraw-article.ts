import type { Article } from '@rapport/contract/marketing/articles'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused, stale } from '#http/refused.ts'
import { openArticle } from './article-rows.ts'

/** Withdraws what is published: 403 for an article of a unit above, 409 where nothing of it is published, 412 for another version. */
export async function withdrawArticle(
  { db, viewer, now }: Doing,
  id: string,
  version: number,
  reason: string,
): Promise<Article> {
  const article = await openArticle(db, id)
  if (article.version !== version) throw stale()
  if (article.state !== 'published') throw new Refused(409, 'article.not-published')
  if (!article.withdraws) throw new Refused(403, 'article.of-unit-above')
  await db.because(reason)
  const done = await db.rows(
    'article-withdraw',
    `update articles set withdrawn_at = $2::timestamptz, withdrawn_by = $3::uuid, withdrawn_reason = $4 where id = $1::uuid and version = $5::int
     returning 1`,
    [id, now, viewer.id, reason, version],
  )
  if (done.length === 0) throw stale()
  return openArticle(db, id)
}
