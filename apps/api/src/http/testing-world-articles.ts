import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

interface Writer {
  userId: string
  unit: { id: string }
}
const at = new Date('2026-11-01T01:00:00Z')

/** Of each writer one article that is published and has a next draft, one that was withdrawn, and one that is a draft. */
export async function makeArticles(db: Db, writers: readonly Writer[]) {
  for (const { userId, unit } of writers)
    for (const states of [['superseded', 'published', 'draft'], ['published'], ['draft']]) {
      const { id: articleId } = await db.article.create({ data: { id: newId(), unitId: unit.id, madeBy: userId } })
      for (const [n, state] of states.entries()) {
        const words = { title: '开户指引', category: 'business', language: 'zh-CN', body: '准备材料' }
        const out = state !== 'draft' && { publishedAt: at }
        await db.articleVersion.create({
          data: { id: newId(), articleId, number: n + 1, ...words, state, ...out, writtenBy: userId },
        })
      }
      if (states.length === 1 && states[0] === 'published')
        await db.article.update({
          where: { id: articleId },
          data: { withdrawnAt: at, withdrawnBy: userId, withdrawnReason: '过时' },
        })
    }
  const made = await db.article.findMany()
  return made.map(({ id, unitId, publishedId, withdrawnAt, madeBy }) => ({
    ...{ id, unit_id: unitId, published_id: publishedId, withdrawn_at: withdrawnAt, made_by: madeBy },
  }))
}
