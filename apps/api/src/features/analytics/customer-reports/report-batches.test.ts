import { reportBatches } from '@rapport/contract/analytics/customer-reports'
import { customers } from '@rapport/contract/customer/customers'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorkedExamples } from '#features/analytics/customer-analyses/testing-examples.ts'
import { type Firm, makeFirm, refusalOf, versionOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import { readPdf } from './testing.ts'
import { makeWaiting } from './work/make-waiting.ts'

let api: Api
let firm: Firm
let segment: string
let members: { id: string; customerNo: string }[]
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2025-03-20T04:00:00Z') })
  firm = await makeFirm(api)
  const [trader, saver, returner, stranger] = [
    await firm.customerOf(firm.am, { name: '欧阳建国' }),
    await firm.customerOf(firm.am),
    await firm.customerOf(firm.colleague),
    await firm.customerOf(firm.stranger),
  ]
  members = [trader, saver, returner, stranger] as never
  await api.make(async (db) => {
    await makeWorkedExamples(db, { trader, saver, returner })
    const { id } = await db.segment.findFirstOrThrow({ where: { code: 'potential' } })
    segment = id
    await db.segmentMembership.createMany({
      data: members.map(({ id: customerId }) => ({ segmentId: id, customerId, enteredOn: new Date('2025-01-01') })),
    })
  })
  await renewWhatImportsTouched(api.product)
})
afterAll(() => api.close())

const march = { from: '2025-03-03', to: '2025-03-11', language: 'zh-CN' as const }
const start = (who: Client, body: object = {}) =>
  who.call(reportBatches.create, { params: { id: segment }, body: { ...march, ...body } })
const open = (who: Client, id: string) => who.call(reportBatches.open, { params: { id } })
const work = async () => {
  while (await makeWaiting(api.product));
}
/** The names and contents of an archive, by its directory at the end (PKZIP application note 4.3). */
function unpacked(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [size, name, extra, comment] = [
      zip.readUInt32LE(at + 20),
      ...[28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)),
    ] as [number, number, number, number]
    const local = zip.readUInt32LE(at + 42)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    files.set(zip.subarray(at + 46, at + 46 + name).toString(), zip.subarray(begin, begin + size))
    at += 46 + name + extra + comment
  }
  return files
}
const download = (who: Client, id: string) => who.send('GET', `/report-batches/${id}/file`)

describe('reports in bulk', () => {
  it('are made of the members in the maker’s sight, with progress, and end in an archive and reasons', async () => {
    const begun = await start(firm.am)
    expect(begun).toMatchObject({ state: 'running', customers: 2, made: 0, failed: 0, endedAt: null })
    expect((await download(firm.am, begun.id)).status).toBe(409)
    await makeWaiting(api.product)
    const half = await open(firm.am, begun.id)
    expect([half.state, half.made + half.failed]).toEqual(['running', 1])
    await work()
    const done = await open(firm.am, begun.id)
    expect(done).toMatchObject({ state: 'done', customers: 2, made: 2, failed: 0, failures: [] })
    expect((await firm.am.call(reportBatches.list, { params: { id: segment } })).items).toEqual([done])
    const answer = await download(firm.am, begun.id)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    const files = unpacked(Buffer.from(await answer.arrayBuffer()))
    expect(files.size).toBe(2)
    const texts = await Promise.all([...files.values()].map(async (pdf) => (await readPdf(pdf)).text))
    expect(texts.filter((text) => text.includes('欧阳建国'))).toHaveLength(1)
  })

  it('count those that failed by their reasons', async () => {
    const { id } = await start(firm.bm, { from: '2025-01-01', to: '2025-02-11' })
    await work()
    const done = await open(firm.bm, id)
    expect(done).toMatchObject({ state: 'done', customers: 3, made: 2, failed: 1 })
    expect(done.failures).toEqual([{ failure: 'nothing-valued', customers: 1 }])
  })

  it('leave out who was handed over to somebody else meanwhile, and say so', async () => {
    const { id } = await start(firm.colleague)
    const [returner] = members.slice(2)
    const version = await versionOf(firm.bm, returner!.id)
    await firm.bm.call(customers.handOver, {
      params: { id: returner!.id },
      version,
      body: { ownerId: firm.am.userId, reason: 'moved' },
    } as never)
    await work()
    expect(await open(firm.colleague, id)).toMatchObject({
      state: 'done',
      made: 0,
      failed: 1,
      failures: [{ failure: 'out-of-sight', customers: 1 }],
    })
    expect((await download(firm.colleague, id)).status).toBe(409)
  })

  it('stop where they are asked to, and nobody else’s can be', async () => {
    const { id } = await start(firm.bm)
    expect(await refusalOf(open(firm.ho, id))).toMatchObject({ status: 404 })
    expect(await refusalOf(firm.ho.call(reportBatches.stop, { params: { id } }))).toMatchObject({ status: 404 })
    await makeWaiting(api.product)
    expect((await firm.bm.call(reportBatches.stop, { params: { id } })).state).toBe('stopped')
    await work()
    expect(await open(firm.bm, id)).toMatchObject({ state: 'stopped', customers: 3, made: 1, failed: 0 })
    expect(await refusalOf(firm.bm.call(reportBatches.stop, { params: { id } }))).toMatchObject({ status: 409 })
    expect((await download(firm.bm, id)).status).toBe(200)
  })

  it('go on with another worker where one was killed, each report once', async () => {
    const { id } = await start(firm.bm)
    // As a worker leaves it that was killed in the middle: taken, and nobody comes back.
    await api.make((db) =>
      db.rows(
        '',
        `update customer_reports set state = 'making', attempt = 1, taken_at = now() - interval '1 hour'
         where id = (select id from customer_reports where batch_id = $1 order by id limit 1)`,
        [id],
      ),
    )
    await Promise.all([work(), work()])
    expect(await open(firm.bm, id)).toMatchObject({ state: 'done', customers: 3, made: 3, failed: 0 })
  })

  it('are not ended by a worker from whom another took them over', async () => {
    const { id } = await start(firm.bm)
    const states = () =>
      api.make((db) =>
        db.rows<{ state: string; attempt: number }>(
          '',
          'select state, attempt from customer_reports where batch_id = $1 order by asked_at, id',
          [id],
        ),
      )
    let takenOver: Promise<unknown> = Promise.resolve()
    const slow = {
      ...api.product,
      // Asked for once it is taken, and long before it is made.
      now: () => {
        takenOver = api.make((db) =>
          db.rows('', `update customer_reports set attempt = 2 where batch_id = $1 and state = 'making'`, [id]),
        )
        return new Date('2025-03-20T04:00:00Z')
      },
    }
    await makeWaiting(slow)
    await takenOver
    expect((await states()).filter(({ state }) => state !== 'waiting')).toEqual([{ state: 'making', attempt: 2 }])
    await api.make((db) =>
      db.rows('', `update customer_reports set taken_at = now() - interval '1 hour' where batch_id = $1`, [id]),
    )
    await work()
    expect(await open(firm.bm, id)).toMatchObject({ state: 'done', made: 3, failed: 0 })
  })

  it('are refused where there is nobody in sight, and for whom may not', async () => {
    const empty = await api.make(async (db) => {
      const data = { id: newId(), name: 'nobody', condition: {}, reach: 'all', shared: 'firm', ownerId: firm.ho.userId }
      return db.segment.create({ data })
    })
    const of = (who: Client) => who.call(reportBatches.create, { params: { id: empty.id }, body: march })
    expect(await refusalOf(of(firm.am))).toMatchObject({ status: 422, code: 'report.nobody' })
    expect(await refusalOf(of(firm.co))).toMatchObject({ status: 403 })
    expect(await refusalOf(start(firm.am, { to: '2025-01-01' }))).toMatchObject({ status: 400 })
  })
})
