import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { messages } from '@rapport/contract/service/messages'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Mail, mailBy } from '#mail/mail.ts'
import { bodyOf, headerOf, startMailServer } from '#mail/testing-mail-server.ts'
import { emailBy } from './sending/email.ts'
import { sendMessages } from './sending/send-messages.ts'
import { startMessages } from './testing.ts'

let here: Awaited<ReturnType<typeof startMessages>>
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: Mail
beforeAll(async () => {
  here = await startMessages()
  server = await startMailServer()
  mail = mailBy(server.url, undefined, { pooled: true })!
})
afterAll(async () => {
  mail.close()
  await server.close()
  await here.api.close()
})
const origin = 'https://rapport.firm.example'
const send = () => sendMessages(here.api.product, 'email', emailBy(mail, origin), () => false)

/** A letter with an offer that has arrived, and where it can be ended. */
async function offered() {
  const customer = await here.customer()
  await consent(customer.id)
  const { id: templateId } = await here.template({ class: 'MARKETING', body: 'An offer', bodyZh: '优惠' })
  const { id } = await here.write(customer.id, templateId, {})
  await send()
  const letter = server.letters.find(({ to }) => to.includes(customer.email))!
  const [, link = ''] = /(https:\/\/\S+\/unsubscribe\/\S+)/.exec(bodyOf(letter)) ?? []
  return { customer, templateId, id, letter, token: link.split('/').at(-1)! }
}
const consent = (id: string) =>
  here.am.call(contactPermissions.consent, {
    params: { id },
    body: { channel: 'email', textVersion: 'v3', evidence: '开户协议', source: 'contract' },
  })
const post = (token: string, body?: string) =>
  fetch(`${here.api.origin}/api/unsubscriptions/${token}`, {
    method: 'POST',
    ...(body !== undefined && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  })

it('carries a way out in each letter of marketing: a link, and headers for one click (RFC 8058)', async () => {
  const { letter, token } = await offered()
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(headerOf(letter, 'list-unsubscribe')).toBe(`<${origin}/api/unsubscriptions/${token}>`)
  expect(headerOf(letter, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
})

it.each([
  ['the button of the page', undefined, 'link'],
  ['one click in a mail program', 'List-Unsubscribe=One-Click', 'one-click'],
])('ends marketing by %s without signing in, and says neither who nor where', async (_, body, source) => {
  const { customer, templateId, token } = await offered()
  const before = await fetch(`${here.api.origin}/api/unsubscriptions/${token}`)
  expect(await before.json()).toEqual({ channel: 'email', done: false })
  for (let press = 0; press < 3; press++) {
    const answer = await post(token, body)
    expect([answer.status, await answer.json()]).toEqual([200, { channel: 'email', done: true }])
  }
  const { optOuts, consents } = await here.am.call(contactPermissions.open, { params: { id: customer.id } })
  expect(optOuts.map((one) => one.source)).toEqual([source])
  expect(consents.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true)
  const { id } = await here.write(customer.id, templateId, {})
  await send()
  expect(await here.open(id)).toMatchObject({ state: 'suppressed', reason: 'OPTED_OUT' })
})

it('acts once: whoever consents anew is not ended by an old letter', async () => {
  const { customer, templateId, token } = await offered()
  await post(token)
  await consent(customer.id)
  const answer = await post(token)
  expect(await answer.json()).toEqual({ channel: 'email', done: false })
  const preview = { templateId, language: 'en' as const, variables: {} }
  const { verdict } = await here.am.call(messages.preview, { params: { id: customer.id }, body: preview })
  expect(verdict).toEqual({ is: 'send' })
})

it('knows no token that it did not send, and keeps none', async () => {
  const { token } = await offered()
  expect((await post(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404)
  expect((await post('x'.repeat(43))).status).toBe(404)
  const rows = await here.api.make((db) =>
    db.rows<{ all: string }>('', 'select json_agg(m)::text as all from outbound_messages m', []),
  )
  expect(rows[0]!.all).not.toContain(token)
  expect(rows[0]!.all).not.toContain('@example.com')
})
