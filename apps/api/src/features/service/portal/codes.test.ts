import { call } from '@rapport/contract/client'
import { messages } from '@rapport/contract/service/messages'
import { portal } from '@rapport/contract/service/portal'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startApi } from '#http/testing.ts'
import { startPortal } from './testing.ts'

let here: Awaited<ReturnType<typeof startPortal>>
beforeAll(async () => {
  here = await startPortal()
})
afterAll(() => here.close())
beforeEach(() => here.wait(120))

const problem = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
const wrong = [401, 'portal.wrong-code']
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

it('lets a customer in by a code that only the letter holds', async () => {
  const customer = await here.customer('欧阳娜娜')
  const { cookie, customerNo, wire } = await here.signIn(customer)
  expect(await call(wire, portal.whoAmI)).toEqual({
    customerNo,
    name: '欧阳娜娜',
    unit: here.branch.name,
    manager: expect.any(String),
  })
  const [kept] = (await here.am.call(messages.list, { query: { customer: customer.id } })).items
  const { body, state } = await here.am.call(messages.open, { params: { id: kept!.id } })
  expect([state, body]).toEqual(['sent', expect.stringContaining('验证码为••••••')])
  const everything = await here.api.make((db) =>
    db.rows<{ row: string }>(
      '',
      'select to_jsonb(m)::text as row from outbound_messages m where customer_id = $1::uuid',
      [customer.id],
    ),
  )
  expect(everything[0]!.row).not.toContain(here.lastCode(customer.email))
  expect(cookie).toMatch(/^rapport-portal=/)
})

it('answers the same for a number that nobody has, writes to nobody, and lets nobody in', async () => {
  const before = here.letters.length
  expect(await here.ask('000000000000')).toEqual({ again: 60 })
  await here.work()
  expect(here.letters.length).toBe(before)
  expect(await problem(await here.tryCode('000000000000', '123456'))).toEqual(wrong)
  expect(await problem(await here.tryCode('999999999999', '123456'))).toEqual(wrong)
})

it('takes a code once, the newest only, for ten minutes, and no sixth try', async () => {
  const customer = await here.customer()
  const no = await here.numberOf(customer.id)
  const fresh = async () => {
    await here.wait(2)
    await here.ask(no)
    await here.work()
    return here.lastCode(customer.email)
  }
  const first = await fresh()
  const second = await fresh()
  if (first !== second) expect(await problem(await here.tryCode(no, first))).toEqual(wrong)
  expect((await here.tryCode(no, second)).status).toBe(200)
  expect(await problem(await here.tryCode(no, second))).toEqual(wrong)

  const late = await fresh()
  await here.wait(11)
  expect(await problem(await here.tryCode(no, late))).toEqual(wrong)

  // The number does not have to wait, and still a sixth try is none.
  const guessed = await fresh()
  for (let n = 0; n < 5; n++) {
    await here.forgetWaits()
    expect(await problem(await here.tryCode(no, other(guessed)))).toEqual(wrong)
  }
  await here.forgetWaits()
  expect(await problem(await here.tryCode(no, guessed))).toEqual(wrong)
})

it('makes whoever guesses wait, by number; a waiting number is not told from one that nobody has', async () => {
  const customer = await here.customer()
  for (const no of [await here.numberOf(customer.id), '000000000001']) {
    const tries = []
    for (let n = 0; n < 7; n++) tries.push((await here.tryCode(no, '000000')).status)
    expect(tries).toEqual([401, 401, 401, 401, 401, 429, 429])
  }
})

it('sends one code a minute and five an hour for a number, whether somebody has it or not', async () => {
  const customer = await here.customer()
  for (const no of [await here.numberOf(customer.id), '000000000002']) {
    const asked: unknown[] = []
    for (let n = 0; n < 6; n++) {
      await here.ask(no).then(
        () => asked.push('sent'),
        (refused: { status: number }) => asked.push(refused.status),
      )
      if (n === 0)
        await expect(here.ask(no)).rejects.toMatchObject({ status: 429, problem: { code: 'portal.code-wait' } })
      await here.wait(2)
    }
    expect(asked).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 429])
  }
  // Two at one moment are one.
  const at = await here.numberOf((await here.customer()).id)
  const both = await Promise.allSettled([here.ask(at), here.ask(at), here.ask(at)])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('writes one message a code, however many workers look', async () => {
  const customer = await here.customer()
  await here.ask(await here.numberOf(customer.id))
  await Promise.all([here.work(), here.work(), here.work()])
  expect(here.letters.filter(({ to }) => to.includes(customer.email))).toHaveLength(1)
})

it('offers the channels that there are, and refuses the others', async () => {
  expect(await call(here.wireOf(''), portal.about)).toEqual({ channels: ['sms', 'email'] })
  const deaf = await startApi()
  const wire = { base: `${deaf.origin}/api`, headers: () => ({ origin: deaf.origin }) }
  expect(await call(wire, portal.about)).toEqual({ channels: [] })
  const asked = call(wire, portal.askForCode, { body: { customerNo: '1', channel: 'sms', language: 'en' } })
  await expect(asked).rejects.toMatchObject({ status: 422, problem: { code: 'message.no-channel' } })
  await deaf.close()
})
