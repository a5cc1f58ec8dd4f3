import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { notifications } from '@rapport/contract/administration/notifications'
import { outboxes } from '@rapport/contract/administration/outboxes'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emailBy } from '#features/service/messages/sending/email.ts'
import { sendMessages } from '#features/service/messages/sending/send-messages.ts'
import { startMessages } from '#features/service/messages/testing.ts'
import { type Client, testKey } from '#http/testing.ts'
import { type Mail, mailBy } from '#mail/mail.ts'
import { bodyOf, headerOf, startMailServer } from '#mail/testing-mail-server.ts'
import { tellLateOutboxes } from './outboxes.ts'

let here: Awaited<ReturnType<typeof startMessages>>
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: Mail
let admin: Client
const refusals = new Map<string, number | 'cut'>()
beforeAll(async () => {
  here = await startMessages({ channels: ['email'], outboxAlarmMinutes: 10 })
  admin = await here.api.signIn('administrator', here.branch)
  server = await startMailServer((to) => refusals.get(to) ?? null)
  mail = mailBy(server.url, 'rapport@firm.example', { pooled: true })!
})
afterAll(async () => {
  mail.close()
  await server.close()
  await here.api.close()
})
const later = (minutes: number) => {
  here.clock.at = new Date(here.clock.at.getTime() + minutes * 60_000)
}
const email = async () => (await admin.call(outboxes.list)).items.find(({ name }) => name === 'email')!
const told = async () => (await admin.call(notifications.list, { query: { kind: 'outbox-late' } })).items
const send = () => sendMessages(here.api.product, 'email', emailBy(mail, 'https://rapport.firm.example'), () => false)
const write = (id: string, template: string, date: string) => here.write(id, template, { date })
const datesTo = (address: string) =>
  server.letters.filter(({ to }) => to.includes(address)).map((letter) => /日期为(.+?)。/.exec(bodyOf(letter))?.[1])

it('with the relay killed says how much waits and for how long, tells of it, and sends all once, in each customer’s order (F-17)', async () => {
  const { id: template } = await here.template()
  const people = await Promise.all(Array.from({ length: 12 }, () => here.customer()))
  const env = {
    ...process.env,
    DATABASE_URL: here.api.database.appUrl,
    RAPPORT_KEY: testKey,
    RAPPORT_SMTP_URL: server.url,
  }
  const startRelay = (at: Date) =>
    fork(fileURLToPath(new URL('../../service/messages/testing-sender.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...env, SENDER_NOW: at.toISOString() },
    })
  const relay = startRelay(here.clock.at)
  await once(relay, 'message')
  relay.kill('SIGKILL')
  await once(relay, 'exit')
  expect(await email()).toMatchObject({ waiting: 0, oldestSeconds: null, late: false, connected: true })

  // The API goes on as if nothing had happened.
  const dates = ['1', '2', '3']
  for (const date of dates) {
    await Promise.all(people.map(({ id }) => write(id, template, date)))
    later(3)
  }
  expect(await email()).toMatchObject({ waiting: 36, oldestSeconds: 540, late: false })
  await tellLateOutboxes(here.api.product)
  expect(await told()).toEqual([])
  later(1)
  expect(await email()).toMatchObject({ waiting: 36, oldestSeconds: 600, late: true })
  await tellLateOutboxes(here.api.product)
  await tellLateOutboxes(here.api.product)
  expect(await told()).toMatchObject([
    { urgent: true, times: 1, details: { outbox: 'email', waiting: 36, minutes: 10 } },
  ])
  later(70)
  await tellLateOutboxes(here.api.product)
  expect(await told()).toHaveLength(2)

  const again = startRelay(here.clock.at)
  await once(again, 'message')
  again.kill('SIGKILL')
  await once(again, 'exit')
  expect(await email()).toMatchObject({ waiting: 0, oldestSeconds: null, late: false })
  for (const person of people) expect(datesTo(person.email)).toEqual(dates)
  const ids = server.letters.map((letter) => headerOf(letter, 'message-id'))
  expect(new Set(ids).size).toBe(ids.length)
})

it('holds back what comes after a message that is tried again, of that customer alone', async () => {
  const { id: template } = await here.template()
  const [slow, other] = [await here.customer(), await here.customer()]
  refusals.set(slow.email, 451)
  await write(slow.id, template, '1')
  await send()
  refusals.clear()
  await write(slow.id, template, '2')
  await write(other.id, template, '1')
  await send()
  expect([datesTo(slow.email), datesTo(other.email)]).toEqual([[], ['1']])
  expect(await email()).toMatchObject({ waiting: 1, later: 1 })
  later(1)
  await send()
  await send()
  expect(datesTo(slow.email)).toEqual(['1', '2'])
})

it('says which outboxes the firm has not set up, and is open to whoever looks after the data centre', async () => {
  const { items, alarmMinutes } = await admin.call(outboxes.list)
  expect(alarmMinutes).toBe(10)
  expect(items.map(({ name, connected }) => [name, connected])).toEqual([
    ['email', true],
    ['sms', false],
    ['wecom', false],
    ['customer-reports', false],
  ])
  expect((await here.am.send('GET', '/outboxes')).status).toBe(403)
})
