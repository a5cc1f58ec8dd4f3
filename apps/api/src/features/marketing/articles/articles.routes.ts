import { articles } from '@rapport/contract/marketing/articles'
import { doing } from '#features/administration/approvals/approval-subject.ts'
import { route } from '#http/serve.ts'
import { openArticle } from './article-rows.ts'
import { listArticles } from './list-articles.ts'
import { withdrawArticle } from './withdraw-article.ts'
import { draftArticle, draftNext, dropVersion, editVersion, submitVersion } from './write-article.ts'

export const articlesRoutes = [
  route(articles.list, ({ db, query }) => listArticles(db, query)),
  route(articles.open, ({ db, params }) => openArticle(db, params.id)),
  route(articles.draft, (ask) => draftArticle(doing(ask), ask.body)),
  route(articles.draftNext, (ask) => draftNext(doing(ask), ask.params.id, ask.body)),
  route(articles.edit, (ask) => editVersion(ask.db, ask.params.id, ask.version, ask.body)),
  route(articles.submit, (ask) => submitVersion(doing(ask), ask.params.id, ask.version)),
  route(articles.drop, (ask) => dropVersion(doing(ask), ask.params.id, ask.version)),
  route(articles.withdraw, (ask) => withdrawArticle(doing(ask), ask.params.id, ask.version, ask.body.reason)),
]
