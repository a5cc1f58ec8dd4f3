import { approvals } from '@rapport/contract/administration/approvals'
import { type Article, type ArticleVersion, articles } from '@rapport/contract/marketing/articles'
import { products } from '@rapport/contract/marketing/products'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ArticlePage } from './article-page.tsx'
import { ArticlesPage } from './articles-page.tsx'
import { EditArticlePage } from './edit-article-page.tsx'

const writer = aViewer({ permissions: ['article.read', 'article.write', 'product.read'] })
const version: ArticleVersion = {
  ...{ id: idOf(2), version: 1, number: 1, title: 'Opening accounts', category: 'business', language: 'en' },
  ...{ body: '# Steps\n\n- **Check** papers\n\n<script>alert(1)</script>', note: null, state: 'published' },
  products: [{ id: idOf(9), code: 'M1', name: 'Money fund', nameZh: '货币基金' }],
  ...{ writtenBy: { id: writer.id, name: 'Writer' }, writtenAt: '2026-11-20T00:00:00.000Z' },
  ...{ approvedBy: { id: idOf(5), name: 'Second' }, publishedAt: '2026-11-21T00:00:00.000Z' },
}
const article: Article = {
  ...{ id: idOf(1), version: 2, state: 'published', unit: { id: idOf(7), name: 'Branch' }, holds: version, open: null },
  ...{ earlier: [], withdrawn: null, withdraws: false },
}
const draft: ArticleVersion = {
  ...{ ...version, id: idOf(3), number: 2, state: 'draft', body: 'Next text' },
  ...{ approvedBy: null, publishedAt: null },
}
beforeEach(() => {
  answering(approvals.list, () => ({ items: [], total: 0, next: null }))
  answering(products.list, () => ({ items: [], total: 0, next: null }))
})
const page = { path: '/articles/:id', at: `/articles/${idOf(1)}`, viewer: writer }

test('an article is read with its headings and lists, and HTML in it stays words', async () => {
  answering(articles.open, () => article)
  show(<ArticlePage />, page)
  const text = await screen.findByRole('region', { name: 'Version 1' })
  expect(within(text).getByRole('heading', { name: 'Steps' })).toBeTruthy()
  expect(within(text).getByText('Check').tagName).toBe('STRONG')
  expect(text.querySelector('script')).toBeNull()
  expect(within(text).getByRole('link', { name: 'Money fund' }).getAttribute('href')).toBe(`/products/${idOf(9)}`)
  expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull()
})

test('a draft of one’s own is submitted as it stands; somebody else’s only read', async () => {
  answering(articles.open, () => ({ ...article, open: draft }))
  const sent = answering(articles.submit, () => ({ ...article, open: { ...draft, state: 'review' as const } }))
  const { unmount } = show(<ArticlePage />, page)
  fireEvent.click(await screen.findByRole('button', { name: 'Submit for review' }))
  await waitFor(() => expect(sent).toMatchObject([{ address: expect.stringContaining(idOf(3)), ifMatch: '"1"' }]))
  unmount()
  answering(articles.open, () => ({ ...article, open: { ...draft, writtenBy: { id: idOf(8), name: 'Other' } } }))
  show(<ArticlePage />, page)
  expect(await screen.findByText(/A draft of Other/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Submit for review' })).toBeNull()
})

test('the next version begins with what holds, and shows how it will be read', async () => {
  answering(articles.open, () => article)
  const sent = answering(articles.draftNext, () => article)
  show(<EditArticlePage />, { ...page, path: '/articles/:id/edit', at: `/articles/${idOf(1)}/edit` })
  const body = await screen.findByLabelText(/^Text/)
  fireEvent.change(body, { target: { value: '## Anew' } })
  expect(await screen.findByRole('heading', { name: 'Anew' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  await waitFor(() =>
    expect(sent).toMatchObject([
      {
        body: { title: 'Opening accounts', body: '## Anew', note: null, productIds: [idOf(9)] },
      },
    ]),
  )
})

test('a search shows where the words were found', async () => {
  const row = {
    ...{ id: idOf(1), version: 1, title: '答疑', category: 'service' as const, language: 'zh-CN' as const },
    ...{ state: 'published' as const, number: 1, open: null, unit: { id: idOf(7), name: '营业部' }, writtenBy: null },
    ...{ publishedAt: '2026-11-21T00:00:00.000Z', excerpt: '先确认融资融券合约' },
  }
  const sent = answering(articles.list, () => ({ items: [row], total: 1, next: null }))
  show(<ArticlesPage />, { path: '/articles', at: '/articles?q=融资', viewer: writer })
  const [mark] = await screen.findAllByText('融资')
  expect(mark!.tagName).toBe('MARK')
  expect(sent[0]).toMatchObject({ query: { q: '融资', view: 'published' } })
})
