import { addressOf } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import type { Endpoint } from '@rapport/contract/endpoint'
import { endpoints } from '@rapport/contract/endpoints'
import { careVisits } from '@rapport/contract/service/care-visits'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { inputFor, randomFrom } from './testing-input.ts'
import { makeWorld, type Person, printOf, sees, type World } from './testing-world.ts'

let api: Api
let world: World
let customersPeople: Person[]
beforeAll(async () => {
  api = await startApi()
  world = await makeWorld(api)
  const { am1, sa1, bm1, ho1, co1 } = world.people
  customersPeople = [am1, sa1, bm1, ho1, co1]
})
afterAll(() => api.close())

const random = randomFrom(2)
/** The answer without what names the request, and so must be the same for what is hidden and what is not there. */
async function bare(answer: Response) {
  const body = (await answer.json().catch(() => null)) as Record<string, unknown> | null
  const { requestId: _, ...problem } = body ?? {}
  const headers = Object.fromEntries(answer.headers)
  for (const name of ['date', 'content-length', 'connection', 'keep-alive']) delete headers[name]
  return { status: answer.status, headers, problem }
}
async function callWith(person: Person, endpoint: Endpoint, id: string, body?: unknown) {
  const { after: _, ...query } = inputFor(endpoint.query, random) as Record<string, unknown>
  const json = endpoint.takes === 'json'
  return person.send(endpoint.method, addressOf(endpoint, { params: { id }, query }), {
    headers: { 'if-match': '"1"', ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(body ?? inputFor(endpoint.body, random)) }),
  })
}
/** One of another manager or branch, and one of theirs that is removed; whoever sees all has neither. */
const outOfSight = (person: Person) => {
  const hidden = world.customers.filter((customer) => !sees(person, { ...customer, removed: false }))
  return [hidden.find(({ removed }) => !removed), hidden.find(({ removed }) => removed)].filter(
    (one) => one !== undefined,
  )
}

describe('an id out of sight', () => {
  const withId = endpoints.filter(({ endpoint }) => endpoint.path.includes(':id'))
  // Of the firm itself, or of the caller alone (their own tests look at those).
  const others =
    /^\/(units|roles|users|imports|securities|collected-tables|data-sources|collection-items|etl-projects|etl-tasks|etl-runs|notices|notifications|approval-delegations|quality-rules|quality-issues|quality-samples|reconciliations|segments|campaigns|articles|article-versions|reports|dashboards|message-templates|message-batches|report-batches|report-schedules|product-classes|models|model-versions|moment-trials|call-back-samples|service-levels|surveys|questionnaires|suitability-rules|licences|products|product-documents|portal|prospect-channels)\//
  // Whoever may do this sees every customer.
  const ofWhoSeesAll = ['callBacks.certify', 'riskAssessments.review']
  const ofCustomers = withId.filter(({ name, endpoint }) => !others.test(endpoint.path) && !ofWhoSeesAll.includes(name))

  it.each(ofCustomers)(
    "is nobody's to $name: the same 404 as for one that is not there, and nothing changes",
    async ({ name, endpoint }) => {
      const kind = endpoint.path.split('/')[1]!
      const before = await printOf(api)
      let asked = 0
      for (const person of customersPeople) {
        const first = await callWith(person, endpoint, random.id())
        if (first.status === 403) continue
        const missing = await bare(first)
        expect(missing.status).toBe(404)
        for (const customer of outOfSight(person)) {
          const hidden = await bare(await callWith(person, endpoint, customer.children[kind]!))
          expect(hidden, `${person.name} ${name} ${customer.name}`).toEqual(missing)
          asked++
        }
      }
      expect(asked).toBeGreaterThan(0)
      expect(await printOf(api)).toEqual(before)
    },
  )

  it("of somebody else's import is nobody's, whatever their role", async () => {
    const before = await printOf(api)
    for (const { endpoint } of withId.filter(({ endpoint }) => endpoint.path.startsWith('/imports/')))
      for (const person of [world.people.am1, world.people.bm2, world.people.ho1]) {
        const missing = await bare(await callWith(person, endpoint, random.id()))
        const hidden = await bare(await callWith(person, endpoint, world.imports.am3))
        expect(missing.status).toBe(404)
        expect(hidden).toEqual(missing)
      }
    expect(await printOf(api)).toEqual(before)
  })

  it('does not work in a body either', async () => {
    const before = await printOf(api)
    for (const person of [world.people.am1, world.people.bm1]) {
      const mine = world.customers.find((customer) => sees(person, customer))!
      const theirs = world.customers.find((customer) => !customer.removed && !sees(person, customer))!
      const day = { kind: 'care', channel: 'phone', plannedOn: '2026-12-01' }
      const of: Record<string, string> = {
        identification: 'identifications',
        'contact-point': 'contact-points',
        'contact-person-phone': 'contact-persons',
        'bank-card': 'bank-cards',
      }
      const answers = [
        await person.call(careVisits.plan, { body: { customerId: theirs.id, ...day } as never }).catch((e) => e),
        await callWith(person, find('accounts.requestService'), mine.id, {
          accountId: theirs.children.accounts,
          kind: 'freeze',
        }),
      ]
      for (const [kind, child] of Object.entries(of))
        answers.push(
          await callWith(person, find('reveals.reveal'), mine.id, {
            of: kind,
            recordId: theirs.children[child],
            reason: 'x',
          }),
        )
      for (const { status } of answers) expect([404, 422], person.name).toContain(status)
    }
    const { bm1, am4 } = world.people
    const own = world.customers.find((customer) => sees(bm1, customer))!
    const away = await callWith(bm1, find('customers.handOver'), own.id, { ownerId: am4.userId, reason: 'x' })
    expect([404, 409, 412, 422]).toContain(away.status)
    expect(await printOf(api)).toEqual(before)
  })

  it('selects nothing in a query, and so does another unit or owner', async () => {
    const { am1, am4, bm1 } = world.people
    const theirs = world.customers.find(({ owner }) => owner === am4.userId)!
    for (const person of [am1, bm1]) {
      for (const query of [{ owner: am4.userId }, { unit: world.far.id }]) {
        expect(await person.call(customers.list, { query })).toEqual({ items: [], total: 0, next: null })
        expect((await person.call(customers.groups, { query: { ...query, by: 'unit' } })).total).toBe(0)
      }
      for (const query of [{ customer: theirs.id }, { staff: am4.userId }, { unit: world.far.id }])
        expect(await person.call(careVisits.list, { query })).toEqual({ items: [], total: 0, next: null })
    }
  })
})

const find = (name: string) => endpoints.find((known) => known.name === name)!.endpoint
