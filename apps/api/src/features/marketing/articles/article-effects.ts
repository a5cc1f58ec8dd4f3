import type { Db } from '@rapport/database/as-viewer'
import type { ApprovalEffects, ApprovalSubject, Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused } from '#http/refused.ts'
import { openArticle } from './article-rows.ts'

/** The version of an article that is under review; null where none is. 404 out of reach. */
export async function articleAsked(db: Db, id: string): Promise<ApprovalSubject | null> {
  const { open, unit, holds } = await openArticle(db, id)
  if (open?.state !== 'review') return null
  const title = `${open.title} (${open.number})`
  return {
    ...{ code: null, title, titleZh: title, unitId: unit.id, customerId: null, barredIds: [] },
    fields: { category: open.category, first: holds === null },
    stamp: `${open.id} ${open.version}`,
  }
}

/** All have agreed: the version holds, and the one before does not any more (a trigger). */
async function publish({ db, now }: Doing, id: string, by: string | null) {
  const done = await db.rows(
    'article-publish',
    `update article_versions set state = 'published', approved_by = $2::uuid, published_at = $3::timestamptz
     where article_id = $1::uuid and state = 'review' returning 1`,
    [id, by, now],
  )
  if (done.length === 0) throw new Refused(409, 'article.not-in-review')
}

const sendBack = ({ db }: Doing, id: string) =>
  db.rows(
    'article-back',
    `update article_versions set state = 'draft' where article_id = $1::uuid and state = 'review'`,
    [id],
  )

export const articleEffects: ApprovalEffects = { asked: articleAsked, approved: publish, sentBack: sendBack }
