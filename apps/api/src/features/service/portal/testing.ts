import { addressOf, call, type Wire } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import { portal } from '@rapport/contract/service/portal'
import { expect } from 'vitest'
import { emailBy } from '#features/service/messages/sending/email.ts'
import { sendMessages } from '#features/service/messages/sending/send-messages.ts'
import { startMessages } from '#features/service/messages/testing.ts'
import type { Api } from '#http/testing.ts'
import { mailBy } from '#mail/mail.ts'
import { bodyOf, startMailServer } from '#mail/testing-mail-server.ts'
import { tellCodes } from './tell-codes.ts'

const origin = 'https://rapport.firm.example'

/** A branch with people, a real mail server, and customers at the door of the portal. */
export async function startPortal() {
  const firm = await startMessages()
  return { ...firm, ...(await openPortal(firm.api)) }
}

/** The portal of a firm that is there. */
export async function openPortal(api: Api) {
  const server = await startMailServer()
  const mail = mailBy(server.url, 'rapport@firm.example', { pooled: true })!
  const headers = (cookie: string) => ({ origin: api.origin, 'x-requested-by': 'test', ...(cookie && { cookie }) })
  const wireOf = (cookie: string): Wire => ({ base: `${api.origin}/api`, headers: () => headers(cookie) })
  /** The bare request of somebody with this cookie. */
  const send = (cookie: string, endpoint: Endpoint, params: object = {}, init: RequestInit = {}) =>
    fetch(`${api.origin}/api${addressOf(endpoint, { params })}`, {
      method: endpoint.method,
      ...init,
      headers: { ...headers(cookie), ...(init.body ? { 'content-type': 'application/json' } : {}), ...init.headers },
    })
  const numberOf = async (id: string) =>
    (await api.make((db) => db.customer.findUniqueOrThrow({ where: { id } }))).customerNo
  const ask = (customerNo: string, channel: 'email' | 'sms' = 'email') =>
    call(wireOf(''), portal.askForCode, { body: { customerNo, channel, language: 'zh-CN' } })
  /** What the worker does: writes the messages of codes, and sends what is due. */
  const work = async () => {
    await tellCodes(api.product)
    await sendMessages({ ...api.product, origin }, 'email', emailBy(mail, origin), () => false)
  }
  const lastCode = (email: string) => {
    const codes = server.letters
      .filter(({ to }) => to.includes(email))
      .map((letter) => /验证码为(\d{6})/.exec(bodyOf(letter)))
    return codes.findLast((found) => found !== null)![1]!
  }
  const tryCode = (customerNo: string, code: string) =>
    send('', portal.signIn, {}, { body: JSON.stringify({ customerNo, code }) })
  /** As if so many minutes had passed since the codes of all numbers were asked for. */
  const wait = (minutes: number) =>
    api.make((db) => db.rows('', 'update portal_codes set made_at = made_at - make_interval(mins => $1)', [minutes]))
  const forgetWaits = () => api.make((db) => db.rows('', 'delete from sign_in_throttles', []))
  return {
    forgetWaits,
    letters: server.letters,
    send,
    numberOf,
    ask,
    work,
    lastCode,
    tryCode,
    wait,
    wireOf,
    /** Signs a customer in as they would: asks, reads the letter, types the code. The cookie, and a typed client by it. */
    async signIn(customer: { id: string; email: string }) {
      const customerNo = await numberOf(customer.id)
      await ask(customerNo)
      await work()
      const answer = await tryCode(customerNo, lastCode(customer.email))
      expect(answer.status).toBe(200)
      const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
      return { cookie, wire: wireOf(cookie), customerNo }
    },
    async close() {
      mail.close()
      await server.close()
      await api.close()
    },
  }
}
