import { approvals } from '@rapport/contract/administration/approvals'
import { articles } from '@rapport/contract/marketing/articles'

/** What shows something else after an article changed. */
export const changedArticles = [articles.list, articles.open, approvals.list]
