import { approvals } from '@rapport/contract/administration/approvals'
import { type ArticleDraft, articles } from '@rapport/contract/marketing/articles'
import { asViewer } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onOffer } from '#features/customer/suitability-checks/testing.ts'
import { makeFirm, refusalOf } from '#features/customer/testing.ts'
import { viewerById } from '#http/session.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Awaited<ReturnType<typeof makeFirm>>
let away: Client
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
  away = await api.signIn('branch-manager', firm.elsewhere)
})
afterAll(() => api.close())

const draftOf = (over: Partial<ArticleDraft> = {}): ArticleDraft => ({
  ...{ title: '创业板开户指引', category: 'business', language: 'zh-CN', note: null, productIds: [] },
  body: '# 条件\n\n投资者需具备二十四个月以上交易经验。',
  ...over,
})
const write = (over: Partial<ArticleDraft> = {}, who = firm.am) => who.call(articles.draft, { body: draftOf(over) })
const submit = (of: { open: { id: string; version: number } | null }, who = firm.am) =>
  who.call(articles.submit, { params: { id: of.open!.id }, version: of.open!.version })
const edit = (of: { open: { id: string; version: number } | null }, body: ArticleDraft, who = firm.am) =>
  who.call(articles.edit, { params: { id: of.open!.id }, version: of.open!.version, body })
async function decide(id: string, verdict: 'approved' | 'returned' | 'rejected', who = firm.bm) {
  const { items } = await who.call(approvals.list, { query: { view: 'all', subject: id, limit: '1' } })
  await who.call(approvals.decide, {
    ...{ params: { id: items[0]!.id }, version: items[0]!.version },
    body: { verdict, note: 'seen' },
  })
}
const open = (id: string, who = firm.am) => who.call(articles.open, { params: { id } })
async function published(over: Partial<ArticleDraft> = {}, writer = firm.am, reviewer = firm.bm) {
  const { id } = await submit(await write(over, writer), writer)
  await decide(id, 'approved', reviewer)
  return open(id, writer)
}
type Asked = NonNullable<Parameters<typeof firm.am.call<typeof articles.list>>[1]>['query']
const found = async (query: Asked, who = firm.am) =>
  (await who.call(articles.list, { query: { limit: '200', ...query } })).items
const ids = async (query: Asked, who = firm.am) => (await found(query, who)).map(({ id }) => id)

describe('an article', () => {
  it('is written, reviewed by a second person and published; nobody else reads a draft', async () => {
    const draft = await write()
    expect(draft).toMatchObject({ state: 'draft', holds: null, open: { number: 1, writtenBy: { id: firm.am.userId } } })
    expect(await refusalOf(open(draft.id, firm.stranger))).toMatchObject({ status: 404 })
    const waiting = await submit(draft)
    expect(waiting.state).toBe('review')
    expect(await refusalOf(edit(waiting, draftOf()))).toMatchObject({ status: 409, code: 'article.no-draft' })
    expect(await refusalOf(decide(draft.id, 'approved', firm.am))).toMatchObject({ status: 403 })
    expect(await ids({}, firm.am)).not.toContain(draft.id)
    await decide(draft.id, 'approved')
    expect(await open(draft.id)).toMatchObject({
      ...{ state: 'published', open: null, earlier: [] },
      holds: { number: 1, state: 'published', approvedBy: { id: firm.bm.userId }, publishedAt: expect.any(String) },
    })
    expect(await ids({}, firm.sa)).toContain(draft.id)
  })

  it('that was returned is a draft again, changed by its writer and reviewed anew', async () => {
    const { id } = await submit(await write())
    await decide(id, 'returned')
    const returned = await open(id)
    expect(returned.state).toBe('draft')
    expect(await refusalOf(edit(returned, draftOf(), firm.bm))).toMatchObject({
      status: 403,
      code: 'article.not-yours',
    })
    const changed = await edit(returned, draftOf({ title: '科创板开户指引' }))
    expect(await refusalOf(edit(returned, draftOf()))).toMatchObject({ status: 412 })
    await submit(changed)
    await decide(id, 'approved')
    expect((await open(id)).holds).toMatchObject({ title: '科创板开户指引', number: 1 })
  })

  it('has a next version that holds from its publication on; the one before stays to be read', async () => {
    const { id } = await published()
    const body = draftOf({ body: '新的条件', note: '规则更新' })
    // Whoever reads it may propose a better one; two at once are not written, not even by those who cannot see each other's.
    const next = await firm.sa.call(articles.draftNext, { params: { id }, body })
    expect(next).toMatchObject({ state: 'published', holds: { number: 1 }, open: { number: 2, state: 'draft' } })
    expect((await open(id)).open).toBeNull()
    const second = firm.am.call(articles.draftNext, { params: { id }, body })
    expect(await refusalOf(second)).toMatchObject({ status: 409, code: 'article.being-written' })
    await submit(next, firm.sa)
    await decide(id, 'approved')
    const after = await open(id)
    expect(after.holds).toMatchObject({ number: 2, body: '新的条件', note: '规则更新' })
    expect(after.earlier).toMatchObject([{ number: 1, state: 'superseded' }])
    expect(await ids({ q: '二十四个月' })).not.toContain(id)
    const dropped = await firm.am.call(articles.draftNext, { params: { id }, body })
    const drop = { params: { id: dropped.open!.id }, version: dropped.open!.version }
    expect(await firm.am.call(articles.drop, drop)).toMatchObject({ open: null, holds: { number: 2 } })
  })

  it('is read by its unit and those below, and by whoever leads them; one of the head office by everybody', async () => {
    const { id } = await published()
    expect(await refusalOf(open(id, firm.stranger))).toMatchObject({ status: 404 })
    expect(await refusalOf(open(id, away))).toMatchObject({ status: 404 })
    for (const who of [firm.am, firm.sa, firm.bm, firm.ho, firm.co]) expect((await open(id, who)).id).toBe(id)
    const firms = await published({}, firm.ho, firm.co)
    for (const who of [firm.am, firm.stranger, away]) expect(await ids({}, who)).toContain(firms.id)
    // A branch manager does not withdraw what the head office published.
    expect(firms.withdraws).toBe(true)
    const withdrawal = { params: { id: firms.id }, version: firms.version, body: { reason: '过时' } }
    expect(await refusalOf(firm.bm.call(articles.withdraw, withdrawal))).toMatchObject({
      code: 'article.of-unit-above',
    })
  })

  it('is withdrawn with a reason and read by nobody in reach, until a next version is published', async () => {
    const { id, version } = await published({ title: '过时的指引' })
    const withdrawal = { params: { id }, version, body: { reason: '规则已改' } }
    const gone = await firm.bm.call(articles.withdraw, withdrawal)
    expect(gone).toMatchObject({ state: 'withdrawn', withdrawn: { reason: '规则已改', by: { id: firm.bm.userId } } })
    expect(await refusalOf(open(id, firm.sa))).toMatchObject({ status: 404 })
    expect(await ids({}, firm.bm)).not.toContain(id)
    expect(await ids({ view: 'withdrawn' }, firm.bm)).toContain(id)
    const again = { ...withdrawal, version: gone.version }
    expect(await refusalOf(firm.bm.call(articles.withdraw, again))).toMatchObject({ code: 'article.not-published' })
    const next = await firm.am.call(articles.draftNext, { params: { id }, body: draftOf({ title: '新的指引' }) })
    await submit(next)
    await decide(id, 'approved')
    expect(await open(id, firm.sa)).toMatchObject({ state: 'published', withdrawn: null, holds: { number: 2 } })
  })

  it('leads to products, from whose pages it is found; a product that is not there is refused', async () => {
    const product = await onOffer(api, { grade: 1, type: 'money-fund' })
    const { id } = await published({ productIds: [product.id, product.id] })
    expect(await ids({ product: product.id })).toEqual([id])
    expect((await open(id)).holds!.products).toMatchObject([{ id: product.id }])
    // All filters at once, of two views one after the other.
    for (const [view, count] of [
      ['published', 1],
      ['open', 0],
      ['published', 1],
    ] as const)
      expect(await ids({ view, product: product.id, category: 'business', q: '开户' }, firm.bm)).toHaveLength(count)
    expect(await refusalOf(write({ productIds: [product.id, newId()] }))).toMatchObject({
      errors: [{ field: 'productIds.1', code: 'product.unknown' }],
    })
  })
})

describe('the search', () => {
  it('finds Chinese words inside a text, wide and small letters alike, those in a title first', async () => {
    const inText = await published({ title: '答疑', body: '客户询问融资融券的利率时，先确认合约。ＥＴＦ 申购另见。' })
    const inTitle = await published({ title: '融资融券须知', body: '略' })
    expect(await ids({ q: '融资融券' })).toEqual([inTitle.id, inText.id])
    expect(await ids({ q: '利率' })).toEqual([inText.id])
    expect(await ids({ q: 'etf申购' })).toEqual([])
    expect(await ids({ q: 'etf 申购' })).toEqual([inText.id])
    expect(await ids({ q: '利率 须知' })).toEqual([])
    // One character has no pair; it is found all the same.
    expect(await ids({ q: '略' })).toEqual([inTitle.id])
    const [row] = await found({ q: '合约' })
    expect(row!.excerpt).toContain('先确认合约')
    const [titled] = await found({ q: '须知' })
    expect(titled!.excerpt).toBeNull()
  })

  it('takes every character as it is, and pages without losing or repeating any', async () => {
    const marked = await published({ body: '费率 100%_好 [x] \\ "q"' })
    for (const q of ['100%_好', '[x]', '\\', '"q"']) expect(await ids({ q })).toEqual([marked.id])
    expect(await ids({ q: '100%x好' })).toEqual([])
    const whole = await ids({ q: '开户' })
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await firm.am.call(articles.list, { query: { q: '开户', limit: '2', ...(after && { after }) } })
      paged.push(...page.items.map(({ id }) => id))
      expect(page.total).toBe(whole.length)
      after = page.next ?? undefined
    } while (after)
    expect(whole.length).toBeGreaterThan(2)
    expect(paged).toEqual(whole)
  })

  it('finds each piece of whatever is written, and nothing that is not in it', async () => {
    const piece = fc.string({ unit: fc.constantFrom(...'融资券利率ab9％Ａ、 '), minLength: 1, maxLength: 6 })
    await api.make((db) =>
      fc.assert(
        fc.asyncProperty(piece, piece, piece, async (before, words, after) => {
          const text = `${before}${words}${after}`
          const [row] = await db.rows<{ holds: boolean; other: boolean }>(
            '',
            `select search_grams($1) @> search_grams($2) as holds, search_grams($1) @> search_grams($2 || '龘龘') as other`,
            [text, words],
          )
          expect(row).toEqual({ holds: true, other: false })
        }),
        { numRuns: 60 },
      ),
    )
  })
})

describe('the database', () => {
  const as = async (who: Client, sql: string, values: unknown[]) =>
    asViewer(api.product.connections, (await viewerById(api.product, who.userId))!, { readOnly: false }, (db) =>
      db.rows<{ id: string }>('', sql, values),
    ).then(
      (rows) => rows.length,
      () => 'refused',
    )
  it('publishes by nothing but what others have agreed to, and keeps what was published', async () => {
    const draft = await submit(await write())
    const publish = `update article_versions set state = 'published', published_at = now() where id = $1::uuid returning id`
    for (const who of [firm.am, firm.bm, firm.co]) expect(await as(who, publish, [draft.open!.id])).toBe('refused')
    // Whoever sends it back does not write in it.
    const sendBack = `update article_versions set state = 'draft', body = 'x' where id = $1::uuid returning id`
    expect(await as(firm.bm, sendBack, [draft.open!.id])).toBe('refused')
    const { holds, id } = await published()
    for (const who of [firm.am, firm.bm, firm.ho])
      expect(
        await as(who, `update article_versions set body = 'x' where id = $1::uuid returning id`, [holds!.id]),
      ).toBe('refused')
    const point = 'update articles set published_id = null where id = $1::uuid returning id'
    expect(await as(firm.am, point, [id])).toBe(0)
    expect(await as(firm.bm, point, [id])).toBe('refused')
    const elsewhere = `insert into articles (id, unit_id, made_by) values (uuid_v7(), $1::uuid, viewer_id()) returning id`
    expect(await as(firm.am, elsewhere, [firm.elsewhere.id])).toBe('refused')
  })
})
