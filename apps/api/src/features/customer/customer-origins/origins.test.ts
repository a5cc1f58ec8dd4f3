import { call } from '@rapport/contract/client'
import { contactPoints } from '@rapport/contract/customer/contact-points'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customerOrigins, type ValueOrigin } from '@rapport/contract/customer/customer-origins'
import { customers } from '@rapport/contract/customer/customers'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '#features/customer/imports/testing.ts'
import { type Firm, makeFirm, refusalOf, residentId, versionOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { check } from '#warehouse/check.ts'
import { finish } from '#warehouse/finish.ts'
import { stage } from '#warehouse/stage.ts'
import type { Means, StepItem } from '#warehouse/step.ts'
import { arriving } from './testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const originOf = async (
  who: Client,
  customerId: string,
  field: string,
  recordId = customerId,
): Promise<ValueOrigin | undefined> =>
  (await who.call(customerOrigins.list, { params: { id: customerId } })).items.find(
    (origin) => origin.field === field && origin.recordId === recordId,
  )
/** The same person as the pages of the product call the API. */
const byPage = (who: Client, endpoint: typeof customers.edit, ask: object) =>
  call(
    { base: `${api.origin}/api`, headers: () => ({ cookie: who.cookie, origin: api.origin }) },
    endpoint,
    ask as never,
  )

describe('each value', () => {
  it('of a form and of another program says who wrote it and when; the others stay as they were', async () => {
    const customer = await firm.am.call(customers.create, {
      body: {
        kind: 'person',
        name: '吴一',
        identification: { type: 'resident-id', number: residentId() },
        occupation: '医生',
      },
    })
    expect(await originOf(firm.am, customer.id, 'occupation')).toMatchObject({
      source: 'api',
      by: { id: firm.am.userId },
    })
    await byPage(firm.bm, customers.edit, { params: customer, body: { occupation: '教师' }, version: 1 })
    const occupation = (await originOf(firm.am, customer.id, 'occupation'))!
    expect(occupation).toMatchObject({ source: 'form', by: { id: firm.bm.userId }, feed: null, importId: null })
    expect(Date.parse(occupation.at)).toBeGreaterThan(Date.now() - 60_000)
    expect(await originOf(firm.am, customer.id, 'name')).toMatchObject({ source: 'api', by: { id: firm.am.userId } })
    // Kept by the database itself: nobody wrote them.
    for (const field of ['id', 'version', 'updatedAt', 'namePinyin', 'numberSealed'])
      expect(await originOf(firm.am, customer.id, field)).toBeUndefined()
  })

  it('of what lies sealed is as old as its last change, not as its last sealing', async () => {
    const customer = await firm.customerOf(firm.am)
    const point = await firm.am.call(contactPoints.add, {
      params: customer,
      body: { kind: 'mobile', value: '13800138000' },
    })
    const first = await originOf(firm.am, customer.id, 'value', point.id)
    const body = { kind: 'mobile' as const, value: '13800138000', preferred: true }
    await firm.bm.call(contactPoints.edit, { params: point, body, version: 1 })
    expect(await originOf(firm.am, customer.id, 'value', point.id)).toEqual(first)
    expect(await originOf(firm.am, customer.id, 'preferred', point.id)).toMatchObject({ by: { id: firm.bm.userId } })
  })

  it('of a file says whose file, and leads there whoever started it', async () => {
    const file = 'customerNo,name,occupation\nI-1,郑一,律师\n'
    const { id, created } = await importFile(api, firm.am, { kind: 'customers', file })
    expect(created).toBe(1)
    const [customer] = (await firm.am.call(customers.lookUp, { body: { number: 'I-1' } })).items
    expect(await originOf(firm.am, customer!.id, 'occupation')).toMatchObject({
      source: 'import',
      by: { id: firm.am.userId },
      importId: id,
    })
    expect(await originOf(firm.bm, customer!.id, 'occupation')).toMatchObject({
      source: 'import',
      by: { id: firm.am.userId },
      importId: null,
    })
  })

  it('of a feed says which item of which source, and the day', async () => {
    const load = async (sequence: number, rows: string) => {
      const { item, batchId } = await arriving(api, firm.branch.id, sequence, `customerNo,name,openedOn\n${rows}\n`)
      const means = {
        ...api.product,
        run: { id: newId(), businessDate: '2025-06-03' },
        log: () => undefined,
        progress: () => undefined,
        stopping: () => false,
      } as unknown as Means
      const step = { code: 'c', item: item as StepItem, batchId }
      await stage({ ...step, kind: 'stage' }, means)
      await check({ ...step, kind: 'check' }, means)
      await finish([{ ...step, kind: 'merge' }], means, async () => undefined)
    }
    await load(1, 'F-1,冯一,2020-01-02')
    const [customer] = (await firm.bm.call(customers.lookUp, { body: { number: 'F-1' } })).items
    const feed = {
      source: 'feed',
      by: null,
      feed: { source: 'counter', item: 'customers', businessDate: '2025-06-03' },
    }
    for (const field of ['name', 'openedOn']) expect(await originOf(firm.bm, customer!.id, field)).toMatchObject(feed)
    await firm.bm.call(customers.edit, {
      params: customer!,
      body: { name: '冯壹', openedOn: '2020-01-03' },
      version: await versionOf(firm.bm, customer!.id),
    })
    expect(await originOf(firm.bm, customer!.id, 'name')).toMatchObject({ source: 'api', by: { id: firm.bm.userId } })
    // A later file that says something new of one of them.
    await load(2, 'F-1,冯一,2020-02-02')
    expect(await originOf(firm.bm, customer!.id, 'openedOn')).toMatchObject(feed)
    expect(await originOf(firm.bm, customer!.id, 'name')).toMatchObject({ source: 'api' })
  })

  it('goes on to say it after its customer was merged into another', async () => {
    const [stays, gone] = [await firm.customerOf(firm.am), await firm.customerOf(firm.am)]
    const point = await firm.am.call(contactPoints.add, {
      params: gone,
      body: { kind: 'email', value: 'a@example.com' },
    })
    const before = await originOf(firm.am, gone.id, 'value', point.id)
    await firm.bm.call(customerMerges.merge, {
      params: stays,
      body: { mergedId: gone.id, mergedVersion: 1 },
      version: 1,
    })
    expect(await originOf(firm.am, stays.id, 'value', point.id)).toEqual(before)
  })

  it('is nobody’s to know who does not see the customer', async () => {
    const customer = await firm.customerOf(firm.am)
    for (const who of [firm.colleague, firm.stranger])
      expect(await refusalOf(who.call(customerOrigins.list, { params: customer }))).toEqual({
        status: 404,
        code: 'not-found',
      })
  })
})
