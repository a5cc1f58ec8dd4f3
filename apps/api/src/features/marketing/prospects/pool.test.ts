import { notifications } from '@rapport/contract/administration/notifications'
import { customers } from '@rapport/contract/customer/customers'
import { prospectRules, prospects } from '@rapport/contract/marketing/prospects'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { recallProspects } from './recall.ts'
import { enter, setRules } from './testing.ts'

let api: Api
let firm: Firm
let today: string
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  today = Temporal.Now.plainDateISO('Asia/Shanghai').toString()
})
afterAll(() => api.close())
// Each test begins without open prospects.
beforeEach(async () => {
  await api.make((db) =>
    db.prospect.updateMany({
      where: { state: { in: ['new', 'contacted', 'qualified'] } },
      data: { state: 'lost', lostReason: 'other', closedAt: new Date() },
    }),
  )
  await setRules(api, { cap: 200, warnDays: 5, protectionDays: 30 })
})

const pooled = (more: object = {}) => enter(firm.bm, more)
const claim = (who: Client, prospectId: string) => who.call(prospects.claim, { body: { prospectId } })
const pool = (who: Client) => who.call(prospects.pool, {})
const open = (id: string, who: Client = firm.am) => who.call(prospects.open, { params: { id } })
const inDays = (days: number) => Temporal.PlainDate.from(today).add({ days }).toString()
/** The worker looks at the clock on this day. */
const look = (day: string) =>
  recallProspects({ connections: api.product.connections, now: () => new Date(`${day}T02:00:00Z`) })
const toldOf = async (who: Client, id: string) =>
  (await who.call(notifications.list, { query: {} })).items
    .filter((one) => 'about' in one && one.about.id === id)
    .map(({ kind }) => kind)

describe('the pool of a unit', () => {
  it('shows what waits in it to those who work there, by nothing that names a person', async () => {
    const made = await pooled({ name: '诸葛孔明', interests: ['bonds'], expectedAssets: '20000' })
    expect(made.owner).toBeNull()
    const { items, total } = await pool(firm.am)
    expect(total).toBe(1)
    expect(items[0]).toMatchObject({ id: made.id, name: '诸**', interests: ['bonds'], expectedAssets: '20000' })
    expect(JSON.stringify(items)).not.toMatch(/孔明|1370/)
    expect((await pool(firm.stranger)).total).toBe(0)
    expect(await refusalOf(open(made.id))).toMatchObject({ status: 404 })
  })

  it('gives a prospect to whoever claims it, with all that belongs to it', async () => {
    const made = await pooled()
    const claimed = await claim(firm.am, made.id)
    expect(claimed).toMatchObject({ owner: { id: firm.am.userId }, claimedOn: today, protectedUntil: inDays(30) })
    expect((await pool(firm.am)).total).toBe(0)
    expect(await firm.am.call(customers.open, { params: { id: made.customerId } })).toMatchObject({
      owner: { id: firm.am.userId },
    })
  })

  it('of several who claim at the same moment gives it to exactly one', async () => {
    for (let round = 0; round < 5; round++) {
      const made = await pooled()
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) => refusalOf(claim(i % 2 ? firm.am : firm.colleague, made.id))),
      )
      expect(answers.filter((answer) => answer === null)).toHaveLength(1)
      expect(answers.filter((answer) => answer?.status === 409 && answer.code === 'prospect.gone')).toHaveLength(7)
    }
  })

  it('never lets anybody hold more than they may, also when they claim many at once', async () => {
    await setRules(api, { cap: 3 })
    const all = await Promise.all(Array.from({ length: 6 }, () => pooled()))
    const answers = await Promise.all(all.map(({ id }) => refusalOf(claim(firm.am, id))))
    expect(answers.filter((answer) => answer === null)).toHaveLength(3)
    expect(answers.filter((answer) => answer?.code === 'prospect.full')).toHaveLength(3)
    expect(await pool(firm.am)).toMatchObject({ total: 3, held: 3, cap: 3 })
  })

  it('of another branch is nobody’s here', async () => {
    const made = await pooled()
    expect(await refusalOf(claim(firm.stranger, made.id))).toMatchObject({ status: 409, code: 'prospect.gone' })
  })

  it('gets a prospect back from its owner at any time, from who leads the unit only when it is not protected', async () => {
    const made = await enter(firm.am)
    const release = (who: Client) =>
      refusalOf(who.call(prospects.release, { params: { id: made.id }, body: { reason: '转岗' } }))
    expect(await release(firm.bm)).toMatchObject({ status: 409, code: 'prospect.protected' })
    expect(await release(firm.sa)).toMatchObject({ status: 409, code: 'prospect.not-yours' })
    expect(await release(firm.am)).toBeNull()
    expect((await pool(firm.colleague)).items.map(({ id }) => id)).toEqual([made.id])
    await claim(firm.colleague, made.id)
    await api.make((db) =>
      db.prospect.update({ where: { id: made.id }, data: { protectedUntil: new Date(inDays(-1)) } }),
    )
    expect(await release(firm.bm)).toBeNull()
    expect((await open(made.id, firm.bm)).owner).toBeNull()
  })
})

describe('recall', () => {
  it('tells the owner first, then puts it back and says so', async () => {
    const made = await enter(firm.am)
    expect(made.recallOn).toBe(inDays(30))
    await look(inDays(24))
    expect(await toldOf(firm.am, made.id)).toEqual([])
    await look(inDays(25))
    await look(inDays(26))
    expect(await toldOf(firm.am, made.id)).toEqual(['prospect-recall-near'])
    await look(inDays(29))
    expect((await open(made.id)).owner).not.toBeNull()
    await look(inDays(30))
    expect((await open(made.id, firm.bm)).owner).toBeNull()
    expect((await toldOf(firm.am, made.id)).toSorted()).toEqual(['prospect-recall-near', 'prospect-recalled'])
  })

  it('comes as many days after the word as the rules say, however late the worker looked', async () => {
    const made = await enter(firm.am)
    await look(inDays(100))
    expect((await open(made.id)).owner).not.toBeNull()
    await look(inDays(104))
    expect((await open(made.id)).owner).not.toBeNull()
    await look(inDays(105))
    expect((await open(made.id, firm.bm)).owner).toBeNull()
  })

  it('is put off by a contact that took place', async () => {
    const made = await enter(firm.am)
    await look(inDays(26))
    await api.make((db) => db.prospect.update({ where: { id: made.id }, data: { followedOn: new Date(inDays(26)) } }))
    expect((await open(made.id)).recallOn).toBe(inDays(56))
    await look(inDays(31))
    expect((await open(made.id)).owner).not.toBeNull()
  })

  it('follows the rules of the unit, else of the nearest above, from the day on which they hold', async () => {
    const rules = { cap: 9, protectionDays: 2, silentDays: 10, conversionDays: 60, warnDays: 1 }
    const add = (who: Client, unitId: string | null, more: object = {}) =>
      who.call(prospectRules.add, { body: { unitId, effectiveFrom: today, ...rules, ...more } })
    expect(await refusalOf(add(firm.bm, firm.elsewhere.id))).toMatchObject({ errors: [{ field: 'unitId' }] })
    expect(await refusalOf(add(firm.bm, null))).toMatchObject({ errors: [{ field: 'unitId' }] })
    expect(await refusalOf(add(firm.ho, null, { effectiveFrom: inDays(-1) }))).toMatchObject({
      errors: [{ field: 'effectiveFrom', code: 'prospect.past-day' }],
    })
    expect(await refusalOf(add(firm.ho, null, { warnDays: 10 }))).toMatchObject({ errors: [{ field: 'warnDays' }] })
    await add(firm.ho, firm.region.id, { cap: 5 })
    expect(await pool(firm.am)).toMatchObject({ cap: 5 })
    await add(firm.bm, firm.branch.id)
    await add(firm.bm, firm.branch.id, { effectiveFrom: inDays(3), cap: 1 })
    expect(await pool(firm.am)).toMatchObject({ cap: 9 })
    expect(await pool(firm.stranger)).toMatchObject({ cap: 5 })
    expect(await enter(firm.am)).toMatchObject({ protectedUntil: inDays(2), recallOn: inDays(10) })
  })

  it('is on no day on which it is protected, and else on the earlier of both', async () => {
    const days = fc.integer({ min: 0, max: 400 })
    await api.make((db) =>
      fc.assert(
        fc.asyncProperty(
          days,
          fc.option(days),
          days,
          days,
          days,
          async (claimed, followed, protect, silent, conversion) => {
            const [row] = await db.rows<{ on: string }>(
              'recall-on',
              `select prospect_recall_on($1::date, $2::date, $3::date, $4, $5)::text as on`,
              [
                inDays(claimed),
                followed === null ? null : inDays(followed),
                inDays(claimed + protect),
                silent,
                conversion,
              ],
            )
            const expected = Math.max(
              claimed + protect,
              Math.min(Math.max(claimed, followed ?? 0) + silent, claimed + conversion),
            )
            expect(row!.on).toBe(inDays(expected))
          },
        ),
        { numRuns: 100 },
      ),
    )
  })
})
