import { approvals } from '@rapport/contract/administration/approvals'
import { type Product, products } from '@rapport/contract/marketing/products'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { offeredProducts } from './offered-products.ts'
import { addDocument, aPdf, productDraft, submittedProduct } from './testing.ts'

let api: Api
let firm: Firm
let now = new Date('2026-11-20T04:00:00Z')
beforeAll(async () => {
  api = await startApi({ now: () => now })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const open = (id: string, who = firm.am) => who.call(products.open, { params: { id } })
type Proposed = Partial<Omit<typeof productDraft, 'rating'>> & { rating?: typeof productDraft.rating | null }
const change = (of: Product, more: Proposed) => {
  const { code: _, ...draft } = { ...productDraft, ...more }
  return firm.ho.call(products.propose, { params: { id: of.id }, version: of.version, body: draft })
}
const submit = (of: Product) => firm.ho.call(products.submit, { params: { id: of.id }, version: of.version })
async function decide(of: Product, verdict: 'approved' | 'rejected' | 'returned', who = firm.co) {
  const { items } = await who.call(approvals.list, { query: { view: 'all', subject: of.id, limit: '1' } })
  const { id, version } = items[0]!
  await who.call(approvals.decide, { params: { id }, version, body: { verdict, note: 'seen' } })
  return open(of.id)
}
const admitted = async (draft: Partial<typeof productDraft>) => decide(await submittedProduct(firm, draft), 'approved')
const offered = (id: string, on = '2026-11-20') =>
  api.make(async (db) => (await offeredProducts(db, [id], on)).get(id) ?? null)
const codes = async (query: Parameters<typeof firm.am.call<typeof products.list>>[1]) =>
  (await firm.am.call(products.list, query)).items.map(({ code }) => code)

describe('a product', () => {
  it('is offered only after a second person has agreed, with the rating that they saw', async () => {
    const draft = await firm.ho.call(products.draft, { body: { ...productDraft, code: 'A1' } })
    expect(draft).toMatchObject({ state: 'draft', standing: 'draft', grade: null, proposed: 'draft', ratings: [] })
    expect(await refusalOf(submit(draft))).toMatchObject({
      errors: [{ field: 'documents', code: 'product.no-risk-notice' }],
    })
    await addDocument(firm.ho, draft.id)
    const waiting = await submit(await open(draft.id))
    expect(waiting).toMatchObject({ state: 'review', standing: 'review', proposed: 'review' })
    expect(await offered(draft.id)).toBeNull()
    expect(await refusalOf(change(waiting, {}))).toMatchObject({ status: 409, code: 'product.under-review' })
    const own = await refusalOf(decide(waiting, 'approved', firm.ho))
    expect(own).toMatchObject({ status: 403 })
    expect(await decide(waiting, 'approved')).toMatchObject({
      ...{ state: 'admitted', standing: 'on-shelf', grade: 3, proposed: null, proposal: null },
      ratings: [{ grade: 3, ratedBy: { id: firm.ho.userId }, approvedBy: { id: firm.co.userId }, method: 'model' }],
    })
    expect(await offered(draft.id)).toBe(3)
  })

  it('that was rejected or returned is a draft again, and goes to review anew', async () => {
    const waiting = await submittedProduct(firm, { code: 'A2' })
    const returned = await decide(waiting, 'returned')
    expect(returned).toMatchObject({ state: 'draft', proposed: 'draft' })
    const renamed = await change(returned, { name: 'Renamed' })
    expect(renamed.name).toBe('Renamed')
    expect(await decide(await submit(renamed), 'rejected')).toMatchObject({ state: 'draft', proposed: 'draft' })
    const again = await submit(await open(waiting.id))
    expect(await decide(again, 'approved')).toMatchObject({ state: 'admitted', name: 'Renamed' })
  })

  it('keeps its facts until a change was agreed to; one that was rejected leaves nothing', async () => {
    const of = await admitted({ code: 'A3' })
    const proposed = await change(of, { minimumAmount: '5000.5', rating: null })
    expect(proposed).toMatchObject({ minimumAmount: '1000.00', proposal: { facts: { minimumAmount: '5000.5' } } })
    const rejected = await decide(await submit(proposed), 'rejected')
    expect(rejected).toMatchObject({ state: 'admitted', minimumAmount: '1000.00', proposal: null })
    const again = await submit(await change(rejected, { minimumAmount: '5000.5', rating: null }))
    expect(await decide(again, 'approved')).toMatchObject({ minimumAmount: '5000.50', ratings: [{ grade: 3 }] })
  })

  it('is rated from a day on, and every rating stays on record', async () => {
    const of = await admitted({ code: 'A4' })
    const rating = { ...productDraft.rating, grade: 4, effectiveFrom: '2026-12-01' }
    const rated = await decide(await submit(await change(of, { rating })), 'approved')
    expect(rated).toMatchObject({ grade: 3, ratings: [{ grade: 4, effectiveFrom: '2026-12-01' }, { grade: 3 }] })
    expect(await Promise.all(['2026-11-19', '2026-11-30', '2026-12-01'].map((on) => offered(of.id, on)))).toEqual([
      null,
      3,
      4,
    ])
    const past = change(rated, { rating: { ...rating, effectiveFrom: '2026-11-19' } })
    expect(await refusalOf(past)).toMatchObject({ errors: [{ field: 'rating.effectiveFrom', code: 'day.past' }] })
    const overwrite = api.make((db) => db.rows('', 'update product_ratings set grade = 1', []))
    await expect(overwrite).rejects.toMatchObject({ code: '42501' })
  })

  it('whose rating was to begin before it was agreed to is rated from the day on which it was', async () => {
    const waiting = await submittedProduct(firm, { code: 'A5' })
    now = new Date('2026-11-24T04:00:00Z')
    const of = await decide(waiting, 'approved')
    now = new Date('2026-11-20T04:00:00Z')
    expect(of.ratings).toMatchObject([{ effectiveFrom: '2026-11-24' }])
    expect(await offered(of.id, '2026-11-23')).toBeNull()
  })

  it('is offered on its days on the shelf alone', async () => {
    const of = await admitted({ code: 'A6', onShelfOn: '2026-11-21', offShelfOn: '2026-11-25' })
    expect(of.standing).toBe('coming')
    const days = ['2026-11-20', '2026-11-21', '2026-11-25', '2026-11-26']
    expect(await Promise.all(days.map((on) => offered(of.id, on)))).toEqual([null, 3, 3, null])
  })

  it('is blocked at once by compliance, says why, and is offered again when it is let go', async () => {
    const of = await admitted({ code: 'A7' })
    const body = { reason: '发行人被调查' }
    const block = (who: typeof firm.co, { id, version }: Product) =>
      who.call(products.block, { params: { id }, version, body })
    expect(await refusalOf(block(firm.ho, of))).toMatchObject({ status: 403 })
    const blocked = await block(firm.co, of)
    expect(blocked).toMatchObject({ standing: 'blocked', blocked: { ...body, by: { id: firm.co.userId } } })
    expect(await offered(of.id)).toBeNull()
    expect(await refusalOf(block(firm.co, blocked))).toMatchObject({ status: 409, code: 'product.blocked' })
    expect(await refusalOf(block(firm.co, of))).toMatchObject({ status: 412 })
    const free = await firm.co.call(products.release, { params: { id: of.id }, version: blocked.version })
    expect(free).toMatchObject({ standing: 'on-shelf', blocked: null })
  })

  it('that was withdrawn is admitted anew only by others', async () => {
    const of = await admitted({ code: 'A8' })
    const out = await firm.ho.call(products.withdraw, {
      ...{ params: { id: of.id }, version: of.version },
      body: { reason: '到期' },
    })
    expect(out).toMatchObject({ standing: 'withdrawn', withdrawnReason: '到期' })
    expect(await offered(of.id)).toBeNull()
    const back = await submit(await change(out, { rating: null }))
    expect(back.standing).toBe('withdrawn')
    expect(await decide(back, 'approved')).toMatchObject({ standing: 'on-shelf', withdrawnReason: null })
  })

  it('cannot be admitted, changed or rated past the others, by whoever reaches the tables', async () => {
    const of = await admitted({ code: 'A9' })
    const asHeadOffice = (sql: string) =>
      api.make((db) =>
        db
          .rows('', `select set_config('rapport.viewer', '${firm.ho.userId}', true)`, [])
          .then(() => db.rows('', sql, [of.id])),
      )
    await expect(asHeadOffice('update products set minimum_amount = 1 where id = $1')).rejects.toMatchObject({
      code: '23514',
    })
    await expect(
      asHeadOffice(`insert into product_ratings (id, product_id, grade, effective_from, method, reason)
        values (uuid_v7(), $1, 1, '2026-11-20', 'model', 'x')`),
    ).rejects.toMatchObject({ code: '23514' })
  })

  it('has one code, known days and a security that is there', async () => {
    const draft = (more: Partial<typeof productDraft>) =>
      refusalOf(firm.ho.call(products.draft, { body: { ...productDraft, ...more } }))
    await draft({ code: 'B1' })
    expect(await draft({ code: 'B1' })).toMatchObject({
      ...{ status: 409, errors: [{ field: 'code', code: 'product.known' }] },
    })
    expect(await draft({ code: 'B2', offShelfOn: '2026-10-01' })).toMatchObject({ errors: [{ field: 'offShelfOn' }] })
    expect(await draft({ code: 'B2', securityId: firm.branch.id })).toMatchObject({
      errors: [{ field: 'securityId', code: 'product.no-security' }],
    })
  })
})

describe('documents of a product', () => {
  it('come in versions of which the latest holds, and are read as they were added', async () => {
    const { id } = await firm.ho.call(products.draft, { body: { ...productDraft, code: 'D1' } })
    await addDocument(firm.ho, id, { kind: 'prospectus', name: '招募说明书.pdf' })
    const file = aPdf('second')
    const added = (await (await addDocument(firm.ho, id, { kind: 'prospectus', file })).json()) as Product
    expect(added.documents).toMatchObject([
      { kind: 'prospectus', number: 2, current: true, bytes: file.length },
      { kind: 'prospectus', number: 1, current: false, name: '招募说明书.pdf' },
    ])
    const answer = await firm.sa.send('GET', `/product-documents/${added.documents[0]!.id}/file`)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="D1-prospectus-2.pdf"')
    expect(Buffer.from(await answer.arrayBuffer()).equals(file)).toBe(true)
    const erase = api.make((db) => db.rows('', 'delete from product_documents', []))
    await expect(erase).rejects.toMatchObject({ code: '42501' })
  })

  it('are PDF and no larger than ten megabytes', async () => {
    const { id } = await firm.ho.call(products.draft, { body: { ...productDraft, code: 'D2' } })
    const page = await addDocument(firm.ho, id, { file: Buffer.from('<html><script>alert(1)</script></html>') })
    expect([page.status, await page.json()]).toMatchObject([
      422,
      { errors: [{ field: 'file', code: 'product.not-pdf' }] },
    ])
    const large = Buffer.concat([aPdf(), Buffer.alloc(10 * 1024 * 1024), Buffer.from('%%EOF')])
    expect((await addDocument(firm.ho, id, { file: large })).status).toBe(413)
    expect((await addDocument(firm.ho, id, { kind: 'poem' })).status).toBe(400)
    expect((await open(id)).documents).toEqual([])
  })
})

describe('the library', () => {
  it('is searched by text in both languages, type, risk, term and standing, page by page, with its count', async () => {
    await admitted({
      code: 'L1',
      type: 'bond-fund',
      nameZh: '鑫利三个月定期开放债券',
      termDays: 90,
      rating: { ...productDraft.rating, grade: 2 },
    })
    await admitted({
      code: 'L2',
      type: 'structured-note',
      name: 'Sharkfin 100%',
      termDays: 365,
      complex: true,
      rating: { ...productDraft.rating, grade: 5 },
    })
    const within = (query: Record<string, string>) => codes({ query: { q: 'l', ...query } as never })
    expect(await codes({ query: { q: '三个月' } })).toEqual(['L1'])
    expect(await codes({ query: { q: '100%' } })).toEqual(['L2'])
    expect(await within({ type: 'bond-fund,structured-note' })).toEqual(['L1', 'L2'])
    expect(await within({ type: 'bond-fund,structured-note', term: '90' })).toEqual(['L1'])
    expect(await codes({ query: { risk: '5,2' } })).toEqual(['L1', 'L2'])
    expect(await codes({ query: { complex: 'true', standing: 'on-shelf' } })).toEqual(['L2'])
    const first = await firm.am.call(products.list, { query: { risk: '2,5', limit: '1' } })
    expect(first).toMatchObject({ total: 2, items: [{ code: 'L1', grade: 2 }] })
    expect(await codes({ query: { risk: '2,5', limit: '1', after: first.next! } })).toEqual(['L2'])
  })

  it('counts what stands how, as many as the lists show', async () => {
    const counts = await firm.am.call(products.counts)
    for (const [standing, n] of Object.entries(counts.standing)) {
      const { total } = await firm.am.call(products.list, { query: { standing: standing as 'draft' } })
      expect([standing, n]).toEqual([standing, total])
    }
    const { total } = await firm.am.call(products.list, { query: { standing: 'on-shelf', risk: '3' } })
    expect(counts.onShelf['3']).toBe(total)
  })
})
