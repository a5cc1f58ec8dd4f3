import { notifications } from '@rapport/contract/administration/notifications'
import { prospectChannels, prospects } from '@rapport/contract/marketing/prospects'
import { tasks } from '@rapport/contract/service/tasks'
import { asOwner } from '@rapport/database/as-owner'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { enter, newMobile, setRules } from '#features/marketing/prospects/testing.ts'
import { emailBy } from '#features/service/messages/sending/email.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { mailBy } from '#mail/mail.ts'
import { bodyOf, startMailServer } from '#mail/testing-mail-server.ts'
import { clearEnquiries, openForm, sendEnquiry } from './enquiries.ts'
import { tellEnquiryCodes } from './tell-enquiry-codes.ts'
import { openWebPage } from './testing.ts'

let api: Api
let firm: Firm
let page: Awaited<ReturnType<typeof openWebPage>>
beforeAll(async () => {
  api = await startApi({ channels: ['sms', 'email'] })
  firm = await makeFirm(api)
  page = await openWebPage(api, firm.ho, firm.branch.id)
})
afterAll(async () => {
  await page.close()
  await api.close()
})
beforeEach(async () => {
  await page.later(120)
  await page.route('load')
})

const owner = (sql: string) => asOwner(api.database.ownerUrl, (connection) => connection.query(sql))
const kept = (enquiry: string) => api.make((db) => db.enquiry.findUniqueOrThrow({ where: { id: enquiry } }))
const tasksOf = async (who: Client, customerId: string) =>
  (await who.call(tasks.list, { query: { customer: customerId } })).items
const anywhere = (text: string) =>
  api.make(async (db) => {
    const rows = await db.rows<{ row: string }>('', 'select to_jsonb(e)::text as row from enquiries e', [])
    return rows.some(({ row }) => row.includes(text))
  })

describe('an enquiry on the web', () => {
  it('becomes a prospect with its source, an owner, a task and a word to the owner', async () => {
    const contact = newMobile()
    const enquiry = await page.enquire({ contact, interests: ['bonds'], message: '想了解债券' })
    await page.take()
    const [found] = await page.prospectsOf(firm.bm, contact)
    expect(found).toMatchObject({ name: '卓文君', state: 'new', interests: ['bonds'], channel: { code: 'web' } })
    const owner = [firm.am, firm.colleague].find(({ userId }) => userId === found!.owner?.id)!
    const [task] = await tasksOf(owner, found!.customerId)
    expect(task).toMatchObject({ kind: 'follow-up', code: 'WEB', state: 'assigned', assignee: { id: owner.userId } })
    const told = (await owner.call(notifications.list, { query: {} })).items
    expect(told.some((one) => one.kind === 'task-given' && 'about' in one && one.about.id === task!.id)).toBe(true)
    expect(await kept(enquiry)).toMatchObject({
      ...{ outcome: 'entered', prospectId: found!.id, toldSealed: null, consentVersion: 'join-1' },
    })
  })

  it('goes to whoever has the fewest, who are not more than they may be, of the unit alone', async () => {
    await setRules(api, { cap: 200 })
    const before = await Promise.all([firm.am, firm.colleague].map(async (who) => [who, await held(who)] as const))
    for (let n = 0; n < 4; n++) await page.enquire({ contact: newMobile(), name: '甲乙' }).then(() => page.later(2))
    await page.take()
    const after = await Promise.all(before.map(([who]) => held(who)))
    const total = before.reduce((sum, [, count]) => sum + count, 0) + 4
    expect(after.reduce((sum, count) => sum + count)).toBe(total)
    expect(Math.abs(after[0]! - after[1]!)).toBeLessThanOrEqual(
      Math.max(1, Math.abs(before[0]![1] - before[1]![1]) - 4),
    )
    expect(await held(firm.stranger)).toBe(0)
    await setRules(api, { cap: 1 })
    const contact = newMobile()
    await page.enquire({ contact })
    await page.take()
    expect((await page.prospectsOf(firm.bm, contact))[0]!.owner).toBeNull()
    await setRules(api, { cap: 200 })
  })

  it('waits in the pool of the unit where the channel says so, with a task for whoever takes it', async () => {
    await page.route('pool')
    const contact = newMobile()
    await page.enquire({ contact })
    await page.take()
    const [found] = await page.prospectsOf(firm.bm, contact)
    expect(found).toMatchObject({ owner: null, unit: { id: firm.branch.id } })
    expect((await firm.am.call(prospects.pool, {})).items.map(({ id }) => id)).toContain(found!.id)
    expect((await tasksOf(firm.bm, found!.customerId))[0]).toMatchObject({ state: 'waiting', assignee: null })
  })

  it('sent again, or by two at the same moment, makes one prospect and one task', async () => {
    const contact = newMobile()
    const first = await page.enquire({ contact, interests: ['funds'], message: 'one' })
    await page.later(2)
    const second = await page.enquire({ contact, interests: ['bonds'], message: 'two' })
    await Promise.all([page.take(), page.take()])
    const found = await page.prospectsOf(firm.bm, contact)
    expect(found).toHaveLength(1)
    expect([...found[0]!.interests].sort()).toEqual(['bonds', 'funds'])
    const open = await tasksOf(firm.bm, found[0]!.customerId)
    expect(open).toHaveLength(1)
    expect([(await kept(first)).outcome, (await kept(second)).outcome].sort()).toEqual(['again', 'entered'])
  })

  it('of a customer is a call to make for who looks after them, and nothing else', async () => {
    const contact = newMobile()
    const { id } = await firm.customerOf(firm.colleague, { contactPoints: [{ kind: 'mobile', value: contact }] })
    const enquiry = await page.enquire({ contact, message: 'again' })
    await page.take()
    expect(await kept(enquiry)).toMatchObject({ outcome: 'known', prospectId: null })
    expect(await tasksOf(firm.colleague, id)).toMatchObject([{ code: 'WEB', assignee: { id: firm.colleague.userId } }])
    expect(await page.prospectsOf(firm.bm, contact)).toEqual([])
  })

  it('of somebody whose account was closed, or who was removed, is of somebody new', async () => {
    for (const gone of [{ lifecycle: 'closed' as const }, { deletedAt: '2026-01-05T00:00:00Z' }]) {
      const contact = newMobile()
      const { id } = await firm.customerOf(firm.am, { ...gone, contactPoints: [{ kind: 'mobile', value: contact }] })
      const enquiry = await page.enquire({ contact })
      await page.take()
      expect((await kept(enquiry)).outcome).toBe('entered')
      expect((await page.prospectsOf(firm.bm, contact)).map(({ customerId }) => customerId)).not.toContain(id)
    }
  })

  it('of somebody who was lost begins anew', async () => {
    const contact = newMobile()
    const before = await enter(firm.am, { contactPoints: [{ kind: 'mobile', value: contact }] })
    await firm.am.call(prospects.lose, { params: { id: before.id }, body: { reason: 'unreachable' } })
    await page.enquire({ contact })
    await page.take()
    const now = await page.prospectsOf(firm.am, contact)
    expect(now.map(({ state, channel, customerId }) => [state, channel.code, customerId]).sort()).toEqual([
      ['lost', 'phone', before.customerId],
      ['new', 'web', before.customerId],
    ])
  })

  it('keeps consent to offers with the text that was agreed to, and nothing where none was given', async () => {
    const [yes, no] = [newMobile(), newMobile()]
    await page.enquire({ contact: yes, marketing: true })
    await page.enquire({ contact: no })
    await page.take()
    const consents = async (contact: string) => {
      const [{ customerId } = { customerId: '' }] = await page.prospectsOf(firm.bm, contact)
      return api.make((db) => db.consent.findMany({ where: { customerId } }))
    }
    expect(await consents(yes)).toMatchObject([{ channel: 'sms', source: 'page', textVersion: 'join-1' }])
    expect(await consents(no)).toEqual([])
  })
})

async function held(who: Client) {
  return (await who.call(prospects.pool, {})).held
}

describe('the page', () => {
  it('is there only for a channel that is open and has a unit, and says by what one can be reached', async () => {
    expect(await page.form()).toEqual({ name: page.web.name, nameZh: page.web.nameZh, kinds: ['mobile', 'email'] })
    expect((await openForm({ ...api.product, channels: ['sms'] }, 'web')).kinds).toEqual(['mobile'])
    expect(await refusalOf(page.form('phone'))).toMatchObject({ status: 404 })
    expect(await refusalOf(page.form('nobody'))).toMatchObject({ status: 404 })
    await page.route('load', firm.elsewhere.id)
    const endElsewhere = (validTo: Date | null) =>
      api.make((db) => db.unit.update({ where: { id: firm.elsewhere.id }, data: { validTo } }))
    await endElsewhere(new Date('2026-01-31'))
    expect(await refusalOf(page.form())).toMatchObject({ status: 404 })
    await endElsewhere(null)
    expect(await page.form()).toBeTruthy()
    const { version, id } = await page.route('load', null)
    expect(await refusalOf(page.form())).toMatchObject({ status: 404 })
    expect(await refusalOf(page.send({ contact: newMobile() }))).toMatchObject({ status: 404 })
    const body = { formUnitId: '0190a000-0000-7000-8000-000000000000' }
    expect(await refusalOf(firm.ho.call(prospectChannels.edit, { params: { id }, version, body }))).toMatchObject({
      status: 422,
    })
  })

  it('answers alike for a customer and for nobody, and keeps the same', async () => {
    const contact = newMobile()
    await firm.customerOf(firm.am, { contactPoints: [{ kind: 'mobile', value: contact }] })
    const answers = [await page.send({ contact }), await page.send({ contact: newMobile() })]
    expect(answers.map(({ again }) => again)).toEqual([60, 60])
    const rows = await Promise.all(answers.map(({ enquiry }) => kept(enquiry)))
    const shape = ({ id, contactHash, toldSealed, madeAt, nextAt, ...same }: (typeof rows)[number]) => same
    expect(shape(rows[0]!)).toEqual(shape(rows[1]!))
    expect(rows[0]!.toldSealed!.length).toBe(rows[1]!.toldSealed!.length)
  })

  it('keeps nothing that names a person in the open', async () => {
    const contact = newMobile()
    await page.enquire({ contact, name: '蔺相如', message: '完璧归赵' })
    for (const text of [contact, '蔺相如', '完璧归赵']) expect(await anywhere(text)).toBe(false)
  })

  it('takes no enquiry of a program that fills in what nobody sees, and says nothing of it', async () => {
    const { enquiry } = await page.send({ contact: newMobile(), website: 'https://spam.example' })
    expect(await api.make((db) => db.enquiry.findUnique({ where: { id: enquiry } }))).toBeNull()
  })

  it('refuses what is no name, no number, no consent, an older text or a channel that nothing carries', async () => {
    const bad = await refusalOf(page.send({ name: '7', contact: '123' }))
    expect(bad).toMatchObject({ status: 400 })
    expect(await refusalOf(page.send({ consent: false as true }))).toMatchObject({ status: 400 })
    expect(await refusalOf(page.send({ consentVersion: 'join-0' as 'join-1' }))).toMatchObject({ status: 400 })
    const toNowhere = sendEnquiry(
      { ...api.product, channels: [] },
      'web',
      page.told({ contact: newMobile() }),
      '192.0.2.1',
    )
    await expect(toNowhere).rejects.toMatchObject({ more: { errors: [{ field: 'kind', code: 'enquiry.no-channel' }] } })
  })
})

describe('the code', () => {
  it('is asked for again after a minute, five times an hour', async () => {
    const contact = newMobile()
    await page.send({ contact })
    expect(await refusalOf(page.send({ contact }))).toMatchObject({ status: 429, code: 'enquiry.code-wait' })
    for (let n = 0; n < 4; n++) {
      await page.later(2)
      await page.send({ contact })
    }
    await page.later(2)
    expect(await refusalOf(page.send({ contact }))).toMatchObject({ status: 429 })
  })

  it('is good for ten minutes and five tries, for its own enquiry, and goes out once', async () => {
    const [contact, other] = [newMobile(), newMobile()]
    const { enquiry } = await page.send({ contact })
    const { enquiry: second } = await page.send({ contact: other })
    expect(await page.tellCodes()).toBe(2)
    expect(await page.tellCodes()).toBe(0)
    const code = page.codeAt(contact)!
    const wrong = code === '000000' ? '000001' : '000000'
    expect(await refusalOf(page.prove(second, code))).toMatchObject({ status: 400 })
    for (let n = 0; n < 5; n++) expect(await refusalOf(page.prove(enquiry, wrong))).toMatchObject({ status: 400 })
    expect(await refusalOf(page.prove(enquiry, code))).toMatchObject({ status: 400 })
    await page.prove(second, page.codeAt(other)!)
    await page.prove(second, page.codeAt(other)!)
    await page.later(11)
    expect(await refusalOf(page.prove(second, page.codeAt(other)!))).toMatchObject({ status: 400 })
    await page.take()
    expect(await page.prospectsOf(firm.bm, contact)).toEqual([])
    expect(await page.prospectsOf(firm.bm, other)).toHaveLength(1)
  })

  it('goes by letter to an e-mail address, which is then the proven contact', async () => {
    const server = await startMailServer()
    const mail = mailBy(server.url, 'rapport@firm.example', { pooled: true })!
    const contact = 'wenjun@example.com'
    const { enquiry } = await page.send({ kind: 'email', contact, language: 'en' })
    expect(await tellEnquiryCodes(api.product, 'email', emailBy(mail, null), () => false)).toBe(1)
    const [letter] = server.letters
    expect(letter!.to).toEqual([contact])
    await page.prove(enquiry, /Your code is (\d{6})/.exec(bodyOf(letter!))![1]!)
    await page.take()
    const { prospectId } = await kept(enquiry)
    const { customerId } = await firm.bm.call(prospects.open, { params: { id: prospectId! } })
    const points = await api.make((db) => db.contactPoint.findMany({ where: { customerId } }))
    expect(points).toMatchObject([{ kind: 'email', preferred: true, verifiedAt: expect.any(Date) }])
    mail.close()
    await server.close()
  })

  it('goes out later where the gateway is away', async () => {
    const contact = newMobile()
    const { enquiry } = await page.send({ contact })
    page.gateway.moods.push(503)
    await expect(page.tellCodes()).rejects.toThrow('503')
    expect(await page.tellCodes()).toBe(1)
    expect(await page.prove(enquiry, page.codeAt(contact)!)).toEqual({ received: true })
  })

  it('of nobody who typed it is forgotten with all that was told', async () => {
    const { enquiry } = await page.send({ contact: newMobile() })
    await clearEnquiries(api.product)
    expect(await kept(enquiry)).toBeTruthy()
    await page.later(61)
    await clearEnquiries(api.product)
    expect(await api.make((db) => db.enquiry.findUnique({ where: { id: enquiry } }))).toBeNull()
  })
})

it('keeps an enquiry that could not be entered, goes on with others, and tries again', async () => {
  const [contact, other] = [newMobile(), newMobile()]
  await page.take()
  const enquiry = await page.enquire({ contact })
  await owner(`create function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
    create trigger broken before insert on tasks for each row execute function broken()`)
  const wrong: unknown[] = []
  await page.take((error) => wrong.push(error))
  expect(wrong).toHaveLength(1)
  await owner('drop function broken cascade')
  await page.enquire({ contact: other })
  await page.take()
  expect(await page.prospectsOf(firm.bm, other)).toHaveLength(1)
  expect(await page.prospectsOf(firm.bm, contact)).toEqual([])
  expect(await kept(enquiry)).toMatchObject({ failures: 1, doneAt: null })
  await api.make((db) => db.rows('', 'update enquiries set next_at = now() where id = $1::uuid', [enquiry]))
  await page.take()
  expect(await page.prospectsOf(firm.bm, contact)).toHaveLength(1)
})
