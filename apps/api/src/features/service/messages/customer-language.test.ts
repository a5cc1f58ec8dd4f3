import { customerReports } from '@rapport/contract/analytics/customer-reports'
import { customers } from '@rapport/contract/customer/customers'
import type { BodyOf } from '@rapport/contract/endpoint'
import { messages } from '@rapport/contract/service/messages'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tellCodes } from '#features/service/portal/tell-codes.ts'
import { openPortal } from '#features/service/portal/testing.ts'
import { addMessages } from './add-messages.ts'
import { startMessages } from './testing.ts'

let here: Awaited<ReturnType<typeof startMessages>>
beforeAll(async () => {
  here = await startMessages()
})
afterAll(() => here.api.close())

/** A customer who is written to in English, as their account manager wrote down. */
async function english() {
  const customer = await here.customer()
  const { version, language } = await here.am.call(customers.open, { params: { id: customer.id } })
  expect(language).toBe('zh-CN')
  const params = { id: customer.id }
  expect(await here.am.call(customers.edit, { params, version, body: { language: 'en' } })).toMatchObject({
    language: 'en',
  })
  return customer
}

it('a customer is written to in the language of their record, unless somebody says another', async () => {
  const { id } = await english()
  const template = await here.template()
  const write = (body: Partial<BodyOf<typeof messages.send>>) =>
    here.am.call(messages.send, {
      params: { id },
      body: { templateId: template.id, variables: { date: '2026-12-01' }, ...body },
    })
  const preview = (body: { language?: 'zh-CN' }) =>
    here.am.call(messages.preview, { params: { id }, body: { templateId: template.id, variables: {}, ...body } })
  expect((await preview({})).body).toContain('Dear')
  expect((await write({})).body).toContain('Dear')
  expect((await preview({ language: 'zh-CN' })).body).toContain('您好')
  expect((await write({ language: 'zh-CN' })).body).toContain('您好')
})

it('of many each is written to in their own, in one statement; who is out of sight is nobody', async () => {
  const [one, other] = [await english(), await here.customer()]
  const template = await here.template()
  const many = [one, other].map(({ id }) => ({ customerId: id, language: null, variables: {} }))
  const ids = await here.api.make((db) => addMessages(db, template, many, { now: here.clock.at }))
  const rows = await here.api.make((db) => db.outboundMessage.findMany({ where: { id: { in: ids } } }))
  expect(ids.map((id) => rows.find((row) => row.id === id)!.language)).toEqual(['en', 'zh-CN'])
  const nobody = [{ customerId: crypto.randomUUID(), language: null, variables: {} }]
  await expect(here.api.make((db) => addMessages(db, template, nobody, { now: here.clock.at }))).rejects.toThrow()
})

it('a code for the portal and a report come in it, too', async () => {
  const door = await openPortal(here.api)
  const customer = await english()
  await door.ask(await door.numberOf(customer.id))
  await tellCodes(here.api.product)
  const [code] = await here.api.make((db) => db.outboundMessage.findMany({ where: { customerId: customer.id } }))
  expect(code!.language).toBe('en')
  const params = { id: customer.id }
  expect(await here.am.call(customerReports.create, { params, body: {} })).toMatchObject({ language: 'en' })
  expect(await here.am.call(customerReports.create, { params, body: { language: 'zh-CN' } })).toMatchObject({
    language: 'zh-CN',
  })
})
