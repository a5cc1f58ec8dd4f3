import { once } from 'node:events'
import { notifications } from '@rapport/contract/administration/notifications'
import { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { type NewReportSchedule, reportSchedules } from '@rapport/contract/analytics/report-schedules'
import { reports } from '@rapport/contract/analytics/reports'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion } from '@rapport/database/factories'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { mailBy } from '#mail/mail.ts'
import { nextOf } from './rhythm.ts'
import { beginDue } from './work/begin-due.ts'
import { deliverWaiting } from './work/deliver.ts'

let api: Api
let am: Client
let bm: Client
let ho: Client
let agent: Client
let report: { id: string; version: number }
let url: string
/** What the mail server does with a letter once it has it. */
let answer: 'take' | 'refuse' | 'hang' = 'take'
let hung: (() => void) | undefined
const letters: { to: string; id: string; raw: string }[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, { envelope }, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      if (answer === 'refuse') return done(new Error('full'))
      const raw = Buffer.concat(parts).toString()
      letters.push({ to: envelope.rcptTo[0]!.address, id: /^Message-ID: (.*)$/im.exec(raw)![1]!, raw })
      if (answer === 'hang') hung?.()
      else done()
    })
  },
})

beforeAll(async () => {
  api = await startApi({ mailing: true })
  const [head, one, two] = await api.make(async (db) => {
    const region = await makeRegion(db)
    const [one, two] = [await makeBranch(db, { region }), await makeBranch(db, { region })]
    return [await makeHeadOffice(db), one, two] as const
  })
  am = await api.signIn('account-manager', one)
  bm = await api.signIn('branch-manager', one)
  ho = await api.signIn('head-office', head)
  agent = await api.signIn('service-agent', one)
  await api.make(async (db) => {
    for (const [owner, unit, name] of [
      [am, one, '=王五'],
      [null, one, 'Second'],
      [null, two, 'Third'],
    ] as const)
      await makeCustomer(db, api.product.seal, { owner: owner && { id: owner.userId }, unit, name })
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  url = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`
})
afterAll(async () => {
  await new Promise<void>((closed) => server.close(closed))
  await api.close()
})
beforeEach(async () => {
  answer = 'take'
  letters.length = 0
  await email(ho, 'ho@firm.example')
  await email(bm, 'bm@firm.example')
  await email(am, 'am@firm.example')
  const definition = ReportDefinition.parse({ subject: 'customers', columns: ['customer', 'unit'] })
  report = await ho.call(reports.create, { body: { name: 'All\r\ncustomers', definition } })
  await ho.call(notifications.readAll)
})

const email = (who: Client, address: string | null) =>
  api.make((db) => db.user.update({ where: { id: who.userId }, data: { workEmail: address } }))
const daily = { every: 'day', at: '08:30' } as const
const scheduled = (to: Client[], more: Partial<z.input<typeof NewReportSchedule>> = {}) =>
  ho.call(reportSchedules.create, {
    params: { id: report.id },
    body: { rhythm: daily, recipients: to.map(({ userId }) => userId), ...more },
  })
const seen = async () => (await ho.call(reportSchedules.open, { params: { id: report.id } })).schedule!
const due = (id: string, when = "clock_timestamp() - interval '1 minute'") =>
  api.make((db) => db.rows('', `update report_schedules set next_at = ${when} where id = $1`, [id]))
const begin = () => beginDue(api.product.connections)
const mail = () => mailBy(url, 'rapport@firm.example')!
const deliver = (origin: string | null = 'https://crm.example') => deliverWaiting({ ...api.product, origin }, mail())
const work = async () => {
  await begin()
  while (await deliver());
}
const told = async () => (await ho.call(notifications.list, { query: { unread: 'true' } })).items
const text = ({ raw }: { raw: string }) => {
  const [, base] = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r?\n?--/.exec(raw)!
  return Buffer.from(base!, 'base64').toString()
}
const plain = ({ raw }: { raw: string }) => {
  const [, base] = /Content-Disposition: attachment[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw)!
  return Buffer.from(base!, 'base64').toString()
}

describe('a report that is sent at times', () => {
  it('comes to each reader as they themselves may see it, with a way back', async () => {
    const { id } = await scheduled([ho, bm, am])
    expect(Date.parse((await seen()).nextAt!)).toBeGreaterThan(Date.now())
    await work()
    expect(letters).toEqual([])
    await due(id)
    await work()
    const files = Object.fromEntries(letters.map((letter) => [letter.to, plain(letter).split('\r\n').length - 2]))
    expect(files).toEqual({ 'ho@firm.example': 3, 'bm@firm.example': 2, 'am@firm.example': 1 })
    const own = letters.find(({ to }) => to === 'am@firm.example')!
    expect(plain(own)).toContain(`"'=王五"`)
    // In the language of its reader, not by the names of the API.
    expect(plain(own)).toMatch(/^\ufeff"?客户"?,"?机构/)
    expect(text(own)).toContain(`https://crm.example/reports/${report.id}`)
    expect(own.raw).toMatch(/^Subject: All customers/m)
    const { deliveries, nextAt } = await seen()
    expect(deliveries.map(({ person, state, rows }) => [person.id, state, rows]).toSorted()).toEqual(
      [
        [ho.userId, 'sent', 3],
        [bm.userId, 'sent', 2],
        [am.userId, 'sent', 1],
      ].toSorted(),
    )
    expect(Date.parse(nextAt!)).toBeGreaterThan(Date.now())
    expect((await am.call(reports.open, { params: { id: report.id } })).mayEdit).toBe(false)
    expect(await told()).toEqual([])
  })

  it('is sent once for each time, by however many workers, and once for all times that were missed', async () => {
    const { id } = await scheduled([ho, bm])
    await due(id, "clock_timestamp() - interval '9 days'")
    await Promise.all([begin(), begin(), begin()])
    await Promise.all([deliver(), deliver(), deliver(), deliver()])
    await work()
    expect(letters.map(({ to }) => to).toSorted()).toEqual(['bm@firm.example', 'ho@firm.example'])
  })

  it('goes nowhere while it is paused, or was taken away, or its report was', async () => {
    const { id } = await scheduled([ho], { paused: true })
    expect((await seen()).nextAt).toBeNull()
    await due(id)
    await work()
    await ho.call(reportSchedules.edit, { params: { id }, version: (await seen()).version, body: { paused: false } })
    await due(id)
    await begin()
    await ho.call(reportSchedules.remove, { params: { id }, version: (await seen()).version })
    expect(await ho.call(reportSchedules.open, { params: { id: report.id } })).toMatchObject({ schedule: null })
    await work()
    await due((await scheduled([ho])).id)
    await ho.call(reports.remove, { params: { id: report.id }, version: report.version })
    await work()
    expect(letters).toEqual([])
    expect(await told()).toEqual([])
  })

  it('is sent now when that is asked for, also while it is paused', async () => {
    const { id } = await scheduled([ho], { paused: true })
    expect(await ho.call(reportSchedules.send, { params: { id } })).toMatchObject({ asked: true })
    expect(await refusalOf(ho.call(reportSchedules.send, { params: { id } }))).toMatchObject({ status: 409 })
    await work()
    expect(letters.length).toBe(1)
    expect(await seen()).toMatchObject({ asked: false, paused: true, deliveries: [{ state: 'sent' }] })
  })

  it('is not sent to whoever has no address, left, or may not have it: its owner is told of each, the others get it', async () => {
    await email(bm, null)
    const gone = await api.signIn('account-manager', await api.make((db) => db.unit.findFirstOrThrow()))
    await email(gone, 'gone@firm.example')
    await email(agent, 'agent@firm.example')
    const { id } = await scheduled([bm, gone, agent, ho])
    await api.make((db) => db.user.update({ where: { id: gone.userId }, data: { disabledAt: new Date() } }))
    await due(id)
    await work()
    expect(letters.map(({ to }) => to)).toEqual(['ho@firm.example'])
    const reasons = Object.fromEntries((await seen()).deliveries.map(({ person, reason }) => [person.id, reason]))
    expect(reasons).toEqual({
      [bm.userId]: 'no-email',
      [gone.userId]: 'person-gone',
      [agent.userId]: 'not-allowed',
      [ho.userId]: null,
    })
    const items = await told()
    expect(items.map((one) => one.kind === 'report-not-sent' && one.details.reason).toSorted()).toEqual([
      'no-email',
      'not-allowed',
      'person-gone',
    ])
    expect(items[0]).toMatchObject({ details: { reportId: report.id } })
  })

  it('is tried again where the mail server would not, and comes once', async () => {
    await due((await scheduled([ho])).id)
    await begin()
    answer = 'refuse'
    await expect(deliver()).rejects.toThrow()
    answer = 'take'
    expect(await deliver()).toBe(false)
    expect(await seen()).toMatchObject({ deliveries: [{ state: 'waiting' }] })
    await api.make((db) =>
      db.rows('', "update report_deliveries set at = clock_timestamp() where state = 'waiting'", []),
    )
    await work()
    expect(letters.length).toBe(1)
    expect(await seen()).toMatchObject({ deliveries: [{ state: 'sent', uncertain: false }] })
  })

  it('whose worker died while a letter was under way is sent as the same letter, and said to be uncertain', async () => {
    await due((await scheduled([ho])).id)
    await begin()
    answer = 'hang'
    const taken = new Promise<void>((resolve) => {
      hung = resolve
    })
    const lost = deliver().catch(() => undefined)
    await taken
    expect(await seen()).toMatchObject({ deliveries: [{ state: 'sending', uncertain: false }] })
    expect(await deliver()).toBe(false)
    answer = 'take'
    await api.make((db) =>
      db.rows('', "update report_deliveries set at = clock_timestamp() where state = 'sending'", []),
    )
    await work()
    expect(letters.length).toBe(2)
    expect(letters[0]!.id).toBe(letters[1]!.id)
    expect(await seen()).toMatchObject({ deliveries: [{ state: 'sent', uncertain: true }] })
    for (const socket of server.connections as Set<{ close: () => void }>) socket.close()
    await lost
    expect(await seen()).toMatchObject({ deliveries: [{ state: 'sent', uncertain: true }] })
  })

  it('that kills its worker again and again is given up', async () => {
    await due((await scheduled([ho])).id)
    await begin()
    await api.make((db) =>
      db.rows(
        '',
        "update report_deliveries set state = 'sending', attempt = 5, at = clock_timestamp() where state = 'waiting'",
        [],
      ),
    )
    await work()
    expect(letters).toEqual([])
    expect(await seen()).toMatchObject({ deliveries: [{ state: 'not-sent', reason: 'broke' }] })
    expect((await told()).length).toBe(1)
  })
})

describe('who may have a report sent', () => {
  it('is its owner, to others only with the right to share, to people who can sign in, once', async () => {
    const definition = ReportDefinition.parse({ subject: 'customers' })
    const mine = await am.call(reports.create, { body: { name: 'Mine', definition } })
    const to = (who: Client) => ({ params: { id: mine.id }, body: { rhythm: daily, recipients: [who.userId] } })
    expect(await refusalOf(am.call(reportSchedules.create, to(bm)))).toMatchObject({ status: 403 })
    const { id, version } = await am.call(reportSchedules.create, to(am))
    expect(await refusalOf(am.call(reportSchedules.create, to(am)))).toMatchObject({
      status: 409,
      code: 'report.sent-already',
    })
    const edit = (recipients: string[]) =>
      am.call(reportSchedules.edit, { params: { id }, version, body: { recipients } })
    expect(await refusalOf(edit([bm.userId]))).toMatchObject({ status: 403 })
    expect(await refusalOf(bm.call(reportSchedules.remove, { params: { id }, version }))).toMatchObject({ status: 404 })
    const shared = await ho.call(reports.create, { body: { name: 'Shared', definition, shared: 'firm' } })
    const ask = { params: { id: shared.id }, body: { rhythm: daily, recipients: [bm.userId] } }
    expect(await refusalOf(bm.call(reportSchedules.create, ask))).toMatchObject({
      status: 403,
      code: 'report.not-yours',
    })
    const unknown = { ...ask, body: { ...ask.body, recipients: ['0190a000-0000-7000-8000-000000000009'] } }
    expect(await refusalOf(ho.call(reportSchedules.create, unknown))).toMatchObject({ status: 422 })
  })
})

describe('a rhythm', () => {
  const next = (rhythm: Parameters<typeof nextOf>[0], after: string) => nextOf(rhythm, new Date(after)).toISOString()
  it('is in the firm’s time: days, weekdays, days of a month and its last', () => {
    expect(next(daily, '2026-11-20T00:29:00Z')).toBe('2026-11-20T00:30:00.000Z')
    expect(next(daily, '2026-11-20T00:30:00Z')).toBe('2026-11-21T00:30:00.000Z')
    expect(next({ every: 'week', weekday: 7, at: '00:10' }, '2026-11-20T00:00:00Z')).toBe('2026-11-21T16:10:00.000Z')
    expect(next({ every: 'month', day: 28, at: '09:00' }, '2026-11-28T02:00:00Z')).toBe('2026-12-28T01:00:00.000Z')
    expect(next({ every: 'month', day: 'last', at: '09:00' }, '2027-02-01T00:00:00Z')).toBe('2027-02-28T01:00:00.000Z')
  })
})
