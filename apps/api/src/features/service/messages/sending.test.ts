import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { messages } from '@rapport/contract/service/messages'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { testKey } from '#http/testing.ts'
import { type Mail, mailBy } from '#mail/mail.ts'
import { bodyOf, headerOf, startMailServer } from '#mail/testing-mail-server.ts'
import { addMessages } from './add-messages.ts'
import { emailBy } from './sending/email.ts'
import { sendMessages } from './sending/send-messages.ts'
import { startMessages } from './testing.ts'

let here: Awaited<ReturnType<typeof startMessages>>
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: Mail
const refusals = new Map<string, number | 'cut'>()
beforeAll(async () => {
  here = await startMessages()
  server = await startMailServer((to) => refusals.get(to) ?? null)
  mail = mailBy(server.url, 'rapport@firm.example', { pooled: true })!
})
afterAll(async () => {
  mail.close()
  await server.close()
  await here.api.close()
})
beforeEach(() => {
  here.clock.at = new Date('2026-11-20T03:00:00Z')
  server.letters.length = 0
})
const send = (out = mail) =>
  sendMessages(here.api.product, 'email', emailBy(out, 'https://rapport.firm.example'), () => false)
const later = (minutes: number) => {
  here.clock.at = new Date(here.clock.at.getTime() + minutes * 60_000)
}
const lettersTo = (email: string) => server.letters.filter(({ to }) => to.includes(email))
const consentOf = (customerId: string) =>
  here.am.call(contactPermissions.consent, {
    params: { id: customerId },
    body: { channel: 'email', textVersion: 'v3', evidence: '开户协议第 12 条', source: 'contract' },
  })

it('brings approved words to the address of the customer, under a Message-ID of our own that stays', async () => {
  const { id, email } = await here.customer('欧阳娜娜')
  const { id: templateId } = await here.template()
  const written = await here.write(id, templateId)
  expect(written).toMatchObject({ state: 'waiting', attempts: 0, messageId: `message-${written.id}` })
  await send()
  const [letter, ...more] = lettersTo(email)
  expect(more).toEqual([])
  expect(bodyOf(letter!)).toContain('欧阳娜娜您好，日期为2026-12-01。')
  expect(headerOf(letter!, 'message-id')).toBe(`<message-${written.id}@rapport>`)
  expect(letter!.text).not.toMatch(/list-unsubscribe/i)
  expect(await here.open(written.id)).toMatchObject({ state: 'sent', attempts: 1, uncertain: false, reason: null })
})

it('takes what stands in for a variable by the letter: no header, no template, no second reading', async () => {
  const { id, email } = await here.customer('Eve\tX')
  const { id: templateId } = await here.template({ subject: 'On {date}', subjectZh: '关于{date}', bodyZh: '{date}' })
  await here.write(id, templateId, { date: '{{7*7}} {salutation} #{1}' })
  await send()
  expect(bodyOf(lettersTo(email)[0]!)).toContain('{{7*7}} {salutation} #{1}')
  const broken = here.write(id, templateId, { date: 'x\r\nBcc: evil@example.com' })
  expect(await refusalOf(broken)).toEqual([400, 'text.one-line'])
  expect(await refusalOf(here.write(id, templateId, {}))).toEqual([422, 'required'])
})

it('leaves to the product what is its own to say: nobody types a link, a code or a risk notice of their own', async () => {
  const { id } = await here.customer()
  for (const name of ['link', 'code', 'text', 'notice']) {
    const { id: templateId } = await here.template({ body: `Here: {${name}}`, bodyZh: `请见{${name}}` })
    const written = here.write(id, templateId, { [name]: 'https://evil.example' })
    expect(await refusalOf(written)).toEqual([422, 'template.fills-itself'])
  }
})

it('is nothing where the transaction that causes it comes to nothing', async () => {
  const { id } = await here.customer()
  const template = await here.template()
  const fails = here.api.make(async (db) => {
    await addMessages(db, template, [{ customerId: id, language: 'en', variables: {} }], { now: here.clock.at })
    throw new Error('undone')
  })
  await expect(fails).rejects.toThrow('undone')
  expect((await here.am.call(messages.list, { query: { customer: id } })).total).toBe(0)
})

it('looks at the rules when it sends, not when it was written, and keeps the reason', async () => {
  const offer = await here.template({
    class: 'MARKETING',
    body: 'An offer, {salutation}',
    bodyZh: '{salutation}，优惠',
  })
  const notice = await here.template()
  const [willing, unasked, disturbed, blocked] = [
    await here.customer(),
    await here.customer(),
    await here.customer(),
    await here.customer(),
  ]
  for (const { id } of [willing, disturbed, blocked]) await consentOf(id)
  const offered = await Promise.all(
    [willing, unasked, disturbed, blocked].map(({ id }) => here.write(id, offer.id, {})),
  )
  const owed = await Promise.all([disturbed, blocked].map(({ id }) => here.write(id, notice.id)))
  await here.am.call(contactPermissions.stop, {
    params: { id: disturbed.id },
    body: { kind: 'do-not-disturb', reason: '勿扰' },
  })
  await here.co.call(contactPermissions.block, { params: { id: blocked.id }, body: { reason: '法院冻结' } })
  await send()
  const now = async (written: { id: string }[]) =>
    Promise.all(written.map(async ({ id }) => (({ state, reason }) => reason ?? state)(await here.open(id))))
  expect(await now(offered)).toEqual(['sent', 'NO_CONSENT', 'DND', 'LEGAL_BLOCK'])
  expect(await now(owed)).toEqual(['sent', 'LEGAL_BLOCK'])
  const preview = await here.am.call(messages.preview, {
    params: { id: unasked.id },
    body: { templateId: offer.id, language: 'zh-CN', variables: {} },
  })
  expect(preview).toMatchObject({ verdict: { is: 'suppress', reason: 'NO_CONSENT' }, to: 'p***@example.com' })
})

it('keeps the week of domain 8.3: the third offer is capped, the urgent notice goes, the late one waits for eight', async () => {
  const { id, email } = await here.customer()
  await consentOf(id)
  const offer = await here.template({ class: 'MARKETING', body: 'An offer', bodyZh: '生日优惠' })
  const urgent = await here.template({ urgent: true, body: 'Margin', bodyZh: '追保通知' })
  const notice = await here.template({ body: 'Notice', bodyZh: '通知' })
  const at = async (instant: string, templateId: string) => {
    here.clock.at = new Date(instant)
    const written = await here.write(id, templateId, {})
    await send()
    return written.id
  }
  await at('2026-11-16T10:00:00+08:00', offer.id)
  await at('2026-11-18T15:00:00+08:00', offer.id)
  const third = await at('2026-11-20T11:00:00+08:00', offer.id)
  const margin = await at('2026-11-20T14:05:00+08:00', urgent.id)
  const late = await at('2026-11-20T21:40:00+08:00', notice.id)
  expect(await here.open(third)).toMatchObject({ state: 'suppressed', reason: 'CAP_WEEK' })
  expect(await here.open(margin)).toMatchObject({ state: 'sent' })
  expect(await here.open(late)).toMatchObject({ state: 'waiting', dueAt: '2026-11-21T00:00:00.000Z' })
  here.clock.at = new Date('2026-11-21T08:00:00+08:00')
  await send()
  expect(await here.open(late)).toMatchObject({ state: 'sent' })
  expect(lettersTo(email).length).toBe(4)
})

it('counts each offer of one look at the queue against the next', async () => {
  const { id } = await here.customer()
  await consentOf(id)
  const offer = await here.template({ class: 'MARKETING', body: 'An offer', bodyZh: '优惠' })
  const written = [
    await here.write(id, offer.id, {}),
    await here.write(id, offer.id, {}),
    await here.write(id, offer.id, {}),
  ]
  await send()
  const states = await Promise.all(written.map(async (one) => (await here.open(one.id)).state))
  expect(states).toEqual(['sent', 'sent', 'suppressed'])
})

it('ends what an address refuses for good, and says by whom', async () => {
  const [gone, fine] = [await here.customer(), await here.customer()]
  const { id: templateId } = await here.template()
  refusals.set(gone.email, 550)
  const written = [await here.write(gone.id, templateId), await here.write(fine.id, templateId)]
  await send()
  expect(await here.open(written[0]!.id)).toMatchObject({ state: 'bounced', cause: 'address-refused', attempts: 1 })
  expect(await here.open(written[1]!.id)).toMatchObject({ state: 'sent' })
})

it('parks one that breaks the connection each time after five tries, later each time, while its neighbours go on', async () => {
  const poison = await here.customer()
  const { id: templateId } = await here.template()
  refusals.set(poison.email, 'cut')
  const { id } = await here.write(poison.id, templateId)
  const waits: number[] = []
  for (let i = 0; i < 5; i++) {
    const neighbour = await here.customer()
    await here.write(neighbour.id, templateId)
    await send()
    expect(lettersTo(neighbour.email).length).toBe(1)
    const { dueAt, state, attempts } = await here.open(id)
    expect(attempts).toBe(i + 1)
    if (state === 'waiting') waits.push(new Date(dueAt).getTime() - here.clock.at.getTime())
    later(60)
  }
  expect(waits).toEqual([30_000, 60_000, 120_000, 240_000])
  expect(await here.open(id)).toMatchObject({ state: 'failed', cause: 'tried-too-often', uncertain: false })
})

it('blames no message for a mail server that is away', async () => {
  const { id } = await here.customer()
  const { id: templateId } = await here.template()
  const written = await here.write(id, templateId)
  const nowhere = mailBy('smtp://127.0.0.1:1', undefined)!
  await expect(send(nowhere)).rejects.toThrow()
  expect(await here.open(written.id)).toMatchObject({ state: 'waiting', attempts: 0, uncertain: false })
  await send()
  expect(await here.open(written.id)).toMatchObject({ state: 'sent', attempts: 1 })
})

it('loses none when its worker is killed in the middle, again and again, and is uncertain of one a death at most', async () => {
  const template = await here.template()
  const people = await Promise.all(Array.from({ length: 60 }, () => here.customer()))
  const ids = await here.api.make((db) =>
    addMessages(
      db,
      template,
      people.map(({ id }) => ({ customerId: id, language: 'en' as const, variables: { date: '1' } })),
      { now: here.clock.at },
    ),
  )
  const env = {
    ...process.env,
    DATABASE_URL: here.api.database.appUrl,
    RAPPORT_KEY: testKey,
    RAPPORT_SMTP_URL: server.url,
    SENDER_NOW: here.clock.at.toISOString(),
  }
  const startSender = () =>
    fork(fileURLToPath(new URL('./testing-sender.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env,
    })
  const deaths = 5
  for (let death = 1; death <= deaths; death++) {
    const worker = startSender()
    // In the very moment in which a letter has been taken and nobody has written it down.
    while (server.letters.length < death * 9) await new Promise((turn) => setImmediate(turn))
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  const last = startSender()
  await once(last, 'message')
  last.kill('SIGKILL')
  await once(last, 'exit')
  await send()
  const states = await Promise.all(ids.map((id) => here.open(id)))
  expect(states.filter(({ state }) => state !== 'sent')).toEqual([])
  const uncertain = states.filter((message) => message.uncertain)
  expect(uncertain.length).toBeLessThanOrEqual(deaths)
  for (const [i, { email }] of people.entries()) {
    const letters = lettersTo(email)
    expect(letters.length).toBeGreaterThan(0)
    // Twice only where it says that it was uncertain, and then as the same letter.
    if (letters.length > 1) expect(states[i]!.uncertain).toBe(true)
    for (const letter of letters) expect(headerOf(letter, 'message-id')).toBe(`<message-${ids[i]}@rapport>`)
  }
})

it('parks a message that ends its worker each time', async () => {
  const { id } = await here.customer()
  const { id: templateId } = await here.template()
  const written = await here.write(id, templateId)
  const begun = () =>
    here.api.make((db) =>
      db.rows('', `update outbound_messages set state = 'sending', attempt = attempt + 1 where id = $1`, [written.id]),
    )
  const refused = { ...mail, send: () => Promise.reject(new Error('busy')) }
  for (let death = 1; death < 3; death++) {
    await begun()
    await send(refused)
    later(60)
  }
  expect(await here.open(written.id)).toMatchObject({ state: 'waiting', uncertain: true })
  await begun()
  await send()
  expect(await here.open(written.id)).toMatchObject({ state: 'failed', cause: 'ends-the-worker' })
})
