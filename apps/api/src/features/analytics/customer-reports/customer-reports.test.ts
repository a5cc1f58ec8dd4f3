import { once } from 'node:events'
import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { type CustomerReport, customerReports } from '@rapport/contract/analytics/customer-reports'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorkedExamples } from '#features/analytics/customer-analyses/testing-examples.ts'
import { type Firm, makeFirm, refusalOf, residentId } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { mailBy } from '#mail/mail.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import { pdfOf, settable } from './paper/pdf.ts'
import { readPdf } from './testing.ts'
import { clearOld, KEPT_DAYS, makeWaiting } from './work/make-waiting.ts'
import { sendWaiting } from './work/send-waiting.ts'

const number = residentId()
const march = { from: '2025-03-03', to: '2025-03-11' }
let now = new Date('2025-03-20T04:00:00Z')
let api: Api
let firm: Firm
let trader: { id: string }
let saver: { id: string }
let returner: { id: string }
let smtp: string
const letters: { to: string[]; raw: string }[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, { envelope }, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      letters.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() })
      done()
    })
  },
})

beforeAll(async () => {
  api = await startApi({ now: () => now, mailing: true })
  firm = await makeFirm(api)
  trader = await firm.customerOf(firm.am, {
    name: '欧阳建国',
    identifications: [{ type: 'resident-id', number }],
    contactPoints: [
      { kind: 'mobile', value: '13812345678' },
      { kind: 'email', value: 'ouyang@customer.example' },
    ],
  })
  saver = await firm.customerOf(firm.am)
  returner = await firm.customerOf(firm.am, {
    contactPoints: [{ kind: 'email', value: 'quiet@customer.example', doNotContact: true }],
  } as never)
  await api.make((db) => makeWorkedExamples(db, { saver, trader, returner }))
  await renewWhatImportsTouched(api.product)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  smtp = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`
})
afterAll(async () => {
  await new Promise<void>((closed) => server.close(closed))
  await api.close()
})

const work = async () => {
  while (await makeWaiting(api.product));
}
const listed = (customer: { id: string }, who = firm.am) =>
  who.call(customerReports.list, { params: { id: customer.id } })
async function made(customer: { id: string }, body: object = {}, who: Client = firm.am): Promise<CustomerReport> {
  const ask = { params: { id: customer.id }, body: { ...march, language: 'zh-CN' as const, ...body } }
  const { id } = await who.call(customerReports.create, ask)
  await work()
  return (await listed(customer, who)).items.find((report) => report.id === id)!
}
const fileOf = (id: string, who: Client = firm.am) => who.send('GET', `/customer-reports/${id}/file`)
async function paper(id: string, who?: Client) {
  const answer = await fileOf(id, who)
  expect(answer.status).toBe(200)
  return readPdf(new Uint8Array(await answer.arrayBuffer()))
}
const plain = (text: string) => text.replaceAll(/\s+/g, ' ')

describe('a report', () => {
  it('is real Chinese text with the figures of the analysis, without one empty box, and a drawing of lines', async () => {
    const report = await made(trader)
    expect(report).toMatchObject({ state: 'made', failure: null, ...march, currency: 'CNY', template: 1 })
    expect(report.bytes).toBeLessThan(200_000)
    const { text, boxes, pages, paths } = await paper(report.id)
    const said = plain(text)
    const { analysis } = await firm.am.call(customerAnalyses.read, { params: { id: trader.id }, query: march })
    const money = (value: string) => new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(value as never)
    for (const words of [
      '账户报告',
      '欧阳建国',
      '2025-03-03 至 2025-03-11',
      '人民币 CNY',
      '芯片 688001.SH',
      '指标说明',
    ])
      expect(said).toContain(words)
    const { assets, profit, securities } = analysis!
    for (const value of [assets.begin, assets.end, assets.averageTradingDays!, assets.netInflow])
      expect(said).toContain(money(value))
    expect(said).toContain(`▲ +${money(assets.profit)}`)
    expect(said).toContain(money(profit.realised.replace('-', '')))
    expect(said).toContain(money(securities[0]!.movingAverage.cost))
    expect(said).toContain(`第 ${pages} 页，共 ${pages} 页`)
    expect(boxes).toBe(0)
    expect(paths).toBeGreaterThan(2)
  })

  it('says the same in English', async () => {
    const { text, boxes } = await paper((await made(trader, { language: 'en' })).id)
    for (const words of [
      'Account report',
      '欧阳建国',
      '2025-03-03 to 2025-03-11',
      'Chinese Yuan CNY',
      'What the figures mean',
    ])
      expect(plain(text)).toContain(words)
    expect(boxes).toBe(0)
  })

  it('tells no yearly rate of less than a year, and no benchmark where there is none', async () => {
    const { text } = await paper((await made(trader, { language: 'en' })).id)
    expect(plain(text)).toMatch(/XIRR a year (\S+ ){0,4}?–/)
    expect(plain(text)).not.toContain('NaN')
  })

  it('marks a character that no font has, where an empty box would stand', async () => {
    expect(settable('欧阳𠮷🂡')).toMatch(/^欧阳.?〓$/u)
    const unmarked = await readPdf(await pdfOf({ content: ['欧阳🂡'] }))
    expect(unmarked.boxes).toBeGreaterThan(0)
    expect((await readPdf(await pdfOf({ content: [settable('欧阳🂡')] }))).boxes).toBe(0)
  })

  it('has personal numbers as whoever asked reads them, and is told to nobody who reads less', async () => {
    const masked = await made(trader)
    expect(plain((await paper(masked.id)).text)).not.toContain(number)
    expect(plain((await paper(masked.id)).text)).not.toContain('13812345678')
    await api.make((db) =>
      db.rows('', `update roles set clearance = '{identification,mobile}' where code = 'head-office'`, []),
    )
    const clear = await made(trader, {}, firm.ho)
    expect(plain((await paper(clear.id, firm.ho)).text)).toContain(number)
    const answer = await fileOf(clear.id)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'report.not-cleared'])
    await api.make((db) => db.rows('', `update roles set clearance = '{}' where code = 'head-office'`, []))
  })

  it('is out of sight with its customer, and asked for by whoever may only', async () => {
    const { id } = await made(trader)
    expect((await fileOf(id, firm.stranger)).status).toBe(404)
    expect(await refusalOf(listed(trader, firm.stranger))).toMatchObject({ status: 404 })
    expect(await refusalOf(made(trader, {}, firm.sa))).toMatchObject({ status: 403 })
    expect((await fileOf(id, firm.sa)).status).toBe(200)
  })

  it('lies sealed in the database, and its making and reading are in the trail', async () => {
    const { id } = await made(trader)
    await fileOf(id)
    await api.make(async (db) => {
      const [row] = await db.rows<{ file: Buffer }>('', 'select file from customer_reports where id = $1', [id])
      expect(row!.file.includes('%PDF')).toBe(false)
      const notes = await db.rows<{ action: string; customer: string; actor: string }>(
        '',
        `select action, customer_id as customer, actor_id as actor from audit_events
         where object_id = $1 and action in ('read', 'export') order by at`,
        [id],
      )
      const by = { customer: trader.id, actor: firm.am.userId }
      expect(notes).toEqual([
        { action: 'read', ...by },
        { action: 'export', ...by },
      ])
    })
  })

  it('is not made where nothing was valued, or once the person may not any more', async () => {
    expect(await made(trader, { from: '2020-01-01', to: '2020-02-01' })).toMatchObject({
      state: 'failed',
      failure: 'nothing-valued',
    })
    const ask = { params: { id: trader.id }, body: { ...march, language: 'en' as const } }
    const { id } = await firm.am.call(customerReports.create, ask)
    await api.make((db) =>
      db.rows(
        '',
        `update roles set permissions = array_remove(permissions, 'report.create') where code = 'account-manager'`,
        [],
      ),
    )
    await work()
    await api.make((db) =>
      db.rows(
        '',
        `update roles set permissions = permissions || array['report.create'] where code = 'account-manager'`,
        [],
      ),
    )
    expect((await listed(trader)).items.find((report) => report.id === id)).toMatchObject({ failure: 'not-allowed' })
    expect((await fileOf(id)).status).toBe(409)
  })

  it('is cleared away after its days unless somebody was sent it', async () => {
    const [{ id }, sent] = [await made(trader), await made(trader)]
    await api.make((db) =>
      db.rows(
        '',
        `update customer_reports set sending = 'sent', sending_by = asked_by, sending_at = now() where id = $1`,
        [sent.id],
      ),
    )
    const stateAfter = async (days: number) => {
      now = new Date(Date.now() + days * 86_400_000)
      await clearOld(api.product)
      now = new Date('2025-03-20T04:00:00Z')
      const { items } = await listed(trader)
      return [id, sent.id].map((one) => items.find((report) => report.id === one)!.state)
    }
    expect(await stateAfter(KEPT_DAYS - 1)).toEqual(['made', 'made'])
    expect(await stateAfter(KEPT_DAYS + 1)).toEqual(['cleared', 'made'])
    expect(await (await fileOf(id)).json()).toMatchObject({ status: 409, code: 'report.cleared' })
  })
})

describe('sending a report', () => {
  const send = (id: string) => firm.am.call(customerReports.send, { params: { id } })

  it('mails it to the customer once, and keeps who sent it and when', async () => {
    const { id } = await made(trader)
    expect((await send(id)).sending).toMatchObject({ state: 'waiting', by: { id: firm.am.userId } })
    expect(await refusalOf(send(id))).toMatchObject({ status: 409, code: 'report.being-sent' })
    const mail = mailBy(smtp, 'firm@firm.example')!
    await Promise.all([sendWaiting(api.product, mail), sendWaiting(api.product, mail)])
    expect(letters.map(({ to }) => to)).toEqual([['ouyang@customer.example']])
    const attached = /filename=[^\r\n]*\.pdf[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(letters[0]!.raw)![1]!
    const { text } = await readPdf(Buffer.from(attached, 'base64'))
    expect(plain(text)).toContain('欧阳建国')
    const [report] = (await listed(trader)).items.filter((report) => report.id === id)
    expect(report!.sending).toMatchObject({ state: 'sent', sentAt: expect.stringMatching(/^\d{4}/) })
    expect(await refusalOf(send(id))).toMatchObject({ status: 409, code: 'report.already-sent' })
  })

  it('is refused without an address, to whom wants no letters, and without a mail server', async () => {
    const [noAddress, unwanted] = [
      await made(saver, { from: '2025-01-02' }),
      await made(returner, { from: '2025-01-02' }),
    ]
    expect((await listed(saver)).sendable).toBe('no-email')
    expect(await refusalOf(send(noAddress.id))).toMatchObject({ status: 422, code: 'report.no-email' })
    expect((await listed(returner)).sendable).toBe('do-not-contact')
    expect(await refusalOf(send(unwanted.id))).toMatchObject({ status: 422, code: 'report.do-not-contact' })
    Object.assign(api.product, { mailing: false })
    expect(await refusalOf(send(noAddress.id))).toMatchObject({ status: 422, code: 'report.no-mail-server' })
    Object.assign(api.product, { mailing: true })
  })

  it('is given up, and told, where the customer wants no letters by the time it would be sent', async () => {
    const { id } = await made(trader)
    await send(id)
    await api.make((db) =>
      db.rows('', `update contact_points set do_not_contact = true where customer_id = $1 and kind = 'email'`, [
        trader.id,
      ]),
    )
    await sendWaiting(api.product, mailBy(smtp, undefined)!)
    const [report] = (await listed(trader)).items.filter((report) => report.id === id)
    expect(report!.sending).toMatchObject({ state: 'failed', failure: 'do-not-contact', sentAt: null })
    expect(letters).toHaveLength(1)
  })
})
