import { gzipSync } from 'node:zlib'
import { customers } from '@rapport/contract/customer/customers'
import { identifications } from '@rapport/contract/customer/identifications'
import { imports } from '@rapport/contract/customer/imports'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { prospects } from '@rapport/contract/marketing/prospects'
import { makeBranch, makeCustomer } from '@rapport/database/factories'
import { encode } from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { importFile, preview, refusedRows } from './testing.ts'

let api: Api
let branch: { id: string; code: string }
let ho: Client
let am: Client
beforeAll(async () => {
  api = await startApi()
  branch = await api.make((db) => makeBranch(db))
  ho = await api.signIn('head-office', branch)
  am = await api.signIn('account-manager', branch, 'am-imports')
})
afterAll(() => api.close())

const one = (customerNo: string) =>
  api.make((db) => db.customer.findFirstOrThrow({ where: { customerNo }, include: { profiles: true } }))
const ended = ({ state, rows, created, updated, unchanged, refused }: Awaited<ReturnType<typeof importFile>>) => ({
  state,
  rows,
  created,
  updated,
  unchanged,
  refused,
})
const none = { created: 0, updated: 0, unchanged: 0, refused: 0 }
const person = (sequence: number) => makeResidentId({ area: '310104', birthOn: '1980-02-03', sequence })

const dated = `customerID,customerType,riskLevel,investmentCapacity,lastQuestionnaireDate,timestamp
D-1,Premium,Balanced,CAP_80K_300K,2021-11-30,2021-03-19
D-1,Premium,Aggressive,CAP_80K_300K,2021-12-30,2022-01-21
D-2,Mass,Predicted_Conservative,Predicted_CAP_LT30K,2000-01-01,2018-01-02
D-3,Legal Entity,Not_Available,Not_Available,2000-01-01,2000-01-01
D-2,Mass,Income,CAP_LT30K,2016-02-29,2016-03-01
`

describe('customers from a file', () => {
  it('take their fields from the names of the columns, and keep predicted, unavailable and placeholder apart', async () => {
    const done = await importFile(api, ho, { kind: 'customers', file: dated })
    expect(ended(done)).toEqual({ ...none, state: 'done', rows: 5, created: 3, updated: 2 })
    expect(done.bytesRead).toBe(done.bytesTotal)
    expect(await one('D-2')).toMatchObject({
      name: 'D-2',
      kind: 'person',
      level: 'mass',
      riskLevel: 'C2',
      riskBasis: 'predicted',
      investmentCapacity: 'below-30k',
      capacityBasis: 'predicted',
      assessedOn: null,
      profileAsOf: new Date('2018-01-02'),
      ownerId: null,
      unitId: branch.id,
    })
    expect(await one('D-3')).toMatchObject({
      kind: 'organisation',
      level: 'legal-entity',
      riskLevel: null,
      riskBasis: 'unavailable',
      capacityBasis: 'unavailable',
      profileAsOf: new Date('2000-01-01'),
    })
  })

  it('keep every dated record, and the latest is the present one wherever it stands', async () => {
    const twice = await one('D-2')
    expect(twice.profiles.map(({ asOf }) => asOf.toISOString().slice(0, 10)).sort()).toEqual([
      '2016-03-01',
      '2018-01-02',
    ])
    const first = twice.profiles.find(({ riskLevel }) => riskLevel === 'C3')
    expect(first).toMatchObject({ riskBasis: 'assessed', validTo: new Date('2018-02-28') })
    expect(await one('D-1')).toMatchObject({ riskLevel: 'C5', assessmentValidTo: new Date('2023-12-30') })
  })

  it('are unchanged by the same file again, and write nothing', async () => {
    const before = await one('D-1')
    const again = await importFile(api, ho, { kind: 'customers', file: dated })
    expect(ended(again)).toEqual({ ...none, state: 'done', rows: 5, unchanged: 5 })
    expect(await one('D-1')).toEqual(before)
  })

  it('are not overwritten by an earlier record in a later file, which adds to the history', async () => {
    const file = `customerID,customerType,riskLevel,timestamp\nD-1,Mass,Conservative,2019-01-01\n`
    expect(ended(await importFile(api, ho, { kind: 'customers', file }))).toMatchObject({ updated: 1 })
    const after = await one('D-1')
    expect(after).toMatchObject({ riskLevel: 'C5', level: 'premium' })
    expect(after.profiles).toHaveLength(3)
  })

  it('carry on what a record does not tell, and reading an older record again changes neither', async () => {
    const risk = (no: string, level: string, asOf: string) => `customerNo,riskLevel,asOf\n${no},${level},${asOf}\n`
    const capacity = 'customerNo,investmentCapacity,assessedOn\nC-1,CAP_GT300K,2019-05-05\n'
    const steps = [capacity, risk('C-1', 'C2', '2020-01-01'), risk('C-1', 'C4', '2022-01-01')]
    for (const file of steps) await importFile(api, ho, { kind: 'customers', file })
    const before = await one('C-1')
    expect(before).toMatchObject({
      riskLevel: 'C4',
      investmentCapacity: 'above-300k',
      assessedOn: new Date('2019-05-05'),
    })
    expect(before.profiles.map(({ investmentCapacity }) => investmentCapacity)).toEqual(Array(3).fill('above-300k'))
    for (const file of steps)
      expect(await importFile(api, ho, { kind: 'customers', file })).toMatchObject({ unchanged: 1 })
    expect(await one('C-1')).toEqual(before)
  })

  it('have their latest record as the present one also when it comes in another block', async () => {
    const file =
      'customerNo,riskLevel,asOf\nB-1,C1,2021-01-01\nB-2,C1,2020-01-01\nB-1,C3,2020-01-01\nB-1,C4,2022-01-01\n'
    const done = await importFile(api, ho, { kind: 'customers', file, mode: 'create' }, { atOnce: 1 })
    expect(ended(done)).toEqual({ ...none, state: 'done', rows: 4, created: 2, updated: 2 })
    expect(await one('B-1')).toMatchObject({ riskLevel: 'C4', profileAsOf: new Date('2022-01-01') })
  })

  it('end each as created, updated, unchanged or refused, by the mode', async () => {
    const file = (name: string) => `客户号,姓名\nM-1,${name}\n`
    const run = async (mode: 'create' | 'update' | 'upsert', name: string) =>
      ended(await importFile(api, ho, { kind: 'customers', mode, file: file(name) }))
    expect(await run('update', '王一')).toEqual({ ...none, state: 'done', rows: 1, refused: 1 })
    expect(await run('create', '王一')).toEqual({ ...none, state: 'done', rows: 1, created: 1 })
    expect(await run('create', '王二')).toEqual({ ...none, state: 'done', rows: 1, refused: 1 })
    expect(await run('update', '王二')).toEqual({ ...none, state: 'done', rows: 1, updated: 1 })
    expect(await run('upsert', '王二')).toEqual({ ...none, state: 'done', rows: 1, unchanged: 1 })
    const found = await ho.call(customers.list, { query: { q: 'wanger' } })
    expect(found.items.map(({ customerNo }) => customerNo)).toEqual(['M-1'])
  })

  it('come back refused as the same file with a column more, each reason on the column it speaks of', async () => {
    const file = `\ufeff客户号;姓名;身份证号;手机号码;风险等级;备注\r
R-1;李四;${person(1)};13812345678;稳健型;=1+1\r
R-2;李五;${person(2).slice(0, 17)}A;12345;高;"a;b"\r
;李六;;;;\r
R-4;李七\r
`
    const done = await importFile(api, ho, { kind: 'customers', file })
    expect(ended(done)).toEqual({ ...none, state: 'done', rows: 4, created: 1, refused: 3 })
    expect(done.reasons).toContainEqual({ field: 'mobile', code: 'mobile.shape', count: 1 })
    expect(await refusedRows(ho, done.id)).toEqual([
      '客户号;姓名;身份证号;手机号码;风险等级;备注;reason',
      `R-2;李五;${person(2).slice(0, 17)}A;12345;高;"a;b";"身份证号: resident-id.shape; 风险等级: choice; 手机号码: mobile.shape"`,
      ';李六;;;;;客户号: required',
      'R-4;李七;;;;;row.columns',
    ])
    expect(await one('R-1')).toMatchObject({ name: '李四', riskLevel: 'C3', gender: 'male', note: '=1+1' })
  })

  it('are read the same in UTF-8, GB18030 and compressed', async () => {
    const file = (no: string) => `客户号,姓名\n${no},欧阳静\n`
    const forms = [
      ['E-1', Buffer.from(file('E-1'))],
      ['E-2', encode(file('E-2'), 'gb18030')],
      ['E-3', gzipSync(encode(file('E-3'), 'gb18030'))],
      ['E-4', Buffer.from(`\ufeff${file('E-4')}`)],
      ['E-5', Buffer.from(file('E-5').replaceAll('\n', '\r'))],
    ] as const
    for (const [no, bytes] of forms) {
      expect(await importFile(api, ho, { kind: 'customers', file: bytes })).toMatchObject({ created: 1 })
      expect(await one(no)).toMatchObject({ name: '欧阳静', namePinyin: 'ouyangjing' })
    }
  })

  it('carry document and mobile sealed, masked for whoever may not read them', async () => {
    const [found] = (await ho.call(customers.list, { query: { q: 'R-1' } })).items
    const { items } = await ho.call(identifications.list, { params: { id: found!.id } })
    expect(items[0]!.number).toBe(`${person(1).slice(0, 3)}***********${person(1).slice(-4)}`)
    const stored = await api.make((db) => db.identification.findFirstOrThrow({ where: { customerId: found!.id } }))
    expect(stored.numberSealed).not.toContain(person(1))
    const again = await importFile(api, ho, {
      kind: 'customers',
      file: `客户号,手机号码\nR-1,138 1234 5678\nR-1,13900000000\n`,
    })
    expect(ended(again)).toMatchObject({ unchanged: 1, updated: 1 })
    expect(await api.make((db) => db.contactPoint.count({ where: { customerId: found!.id } }))).toBe(2)
  })

  it('become those of the account manager who imports them, and a row that names another is refused', async () => {
    const file = 'customerNo,owner\nA-1,\nA-2,am-imports\nA-3,somebody-else\n'
    const done = await importFile(api, am, { kind: 'customers', file })
    expect(ended(done)).toEqual({ ...none, state: 'done', rows: 3, created: 2, refused: 1 })
    expect(done.reasons).toEqual([{ field: 'owner', code: 'owner.not-yours', count: 1 }])
    expect(await one('A-1')).toMatchObject({ ownerId: am.userId, unitId: branch.id, createdBy: am.userId })
  })

  it('are spread over chosen managers evenly, and the same again the next time', async () => {
    const other = await api.signIn('account-manager', branch, 'am-other')
    const rows = Array.from({ length: 200 }, (_, i) => `S-${i}`).join('\n')
    const upload = {
      kind: 'customers' as const,
      file: `id\n${rows}\n`,
      mapping: {
        customerNo: { column: 'id' },
        owner: { spread: ['am-imports', 'am-other'] },
        level: { constant: 'mass' },
      },
    }
    expect(ended(await importFile(api, ho, upload))).toMatchObject({ created: 200 })
    const theirs = await api.make((db) =>
      db.customer.count({ where: { ownerId: other.userId, customerNo: { startsWith: 'S-' }, level: 'mass' } }),
    )
    expect(theirs).toBeGreaterThan(70)
    expect(theirs).toBeLessThan(130)
    expect(ended(await importFile(api, ho, upload))).toMatchObject({ unchanged: 200 })
  })

  it('are not handed over by a file, and an owner out of reach is nobody', async () => {
    const elsewhere = await api.make((db) => makeBranch(db))
    const bm = await api.signIn('branch-manager', branch)
    await api.signIn('account-manager', elsewhere, 'am-elsewhere')
    await api.signIn('service-agent', branch, 'sa-here')
    const file =
      'customerNo,owner,unit\nO-1,am-elsewhere,\nO-2,sa-here,\nO-3,am-imports,\nA-1,am-other,\nO-4,,nowhere\n'
    const done = await importFile(api, bm, { kind: 'customers', file })
    expect(ended(done)).toMatchObject({ created: 1, refused: 4 })
    expect(done.reasons).toEqual(
      expect.arrayContaining([
        { field: 'owner', code: 'owner.unknown', count: 2 },
        { field: 'owner', code: 'owner.differs', count: 1 },
        { field: 'unit', code: 'unit.unknown', count: 1 },
      ]),
    )
  })

  it('out of sight are neither found nor touched: the same number is another customer', async () => {
    const other = await api.signIn('account-manager', branch)
    const theirs = await api.make((db) =>
      makeCustomer(db, api.product.seal, {
        owner: { id: other.userId },
        unit: branch,
        customerNo: 'H-1',
        name: '赵静',
      }),
    )
    const done = await importFile(api, am, { kind: 'customers', file: 'customerNo,name\nH-1,钱静\n' })
    expect(ended(done)).toMatchObject({ created: 1 })
    const twins = await api.make((db) => db.customer.findMany({ where: { customerNo: 'H-1' } }))
    expect(twins.find(({ id }) => id === theirs.id)).toMatchObject({ name: '赵静', version: 1 })
    // Who sees both cannot mean either.
    const both = await importFile(api, ho, { kind: 'customers', file: 'customerNo,name\nH-1,孙静\n' })
    expect(both.reasons).toEqual([{ field: 'customerNo', code: 'customer-no.ambiguous', count: 1 }])
  })

  it('show in the preview as they would end, with the mapping remembered from the last time', async () => {
    const file = 'Nummer,Naam\nP-1,王五\n,王六\n'
    const mapping = { customerNo: { column: 'Nummer' }, name: { column: 'Naam' } }
    const before = await preview(ho, { kind: 'customers', file })
    expect(before).toMatchObject({ remembered: false, mapping: {}, encoding: 'utf-8', columns: ['Nummer', 'Naam'] })
    // Nothing is fine before the number has a column.
    expect(before).toMatchObject({ refusals: null, likelyKind: 'customers' })
    expect(before.fields).toContainEqual({ name: 'customerNo', required: true, values: null })
    expect((await preview(ho, { kind: 'customers', file, mapping })).refusals).toEqual([
      null,
      [{ field: 'customerNo', code: 'required' }],
    ])
    await importFile(api, ho, { kind: 'customers', file, mapping })
    expect(await preview(ho, { kind: 'customers', file })).toMatchObject({ remembered: true, mapping })
    expect(await preview(am, { kind: 'customers', file })).toMatchObject({ remembered: false })
  })

  it('belong to an import that only who started it sees', async () => {
    const done = await importFile(api, am, { kind: 'customers', file: 'customerNo\nX 1\n' })
    const answers = await Promise.all([
      ho.send('GET', `/imports/${done.id}`),
      ho.send('GET', `/imports/${done.id}/refused-rows`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect((await ho.call(imports.list)).items.map(({ id }) => id)).not.toContain(done.id)
    expect((await am.call(imports.list, { query: { limit: '1' } })).items[0]).toEqual(done)
  })
})

describe('prospects from a file', () => {
  const file = `customerID,name,status,mobile,来源渠道,意向
P-1,蔡文姬,潜在客户,13611110001,event,基金、债券
P-2,王昭君,prospect,13611110002,公司网站,
P-3,班婕妤,prospect,13611110003,,
P-4,李清照,active,13611110004,event,funds
P-5,卫子夫,prospect,13611110005,nowhere,funds
P-6,赵飞燕,prospect,13611110006,event,gold
`
  it('begin their course with the channel and the interests that the file tells, once', async () => {
    const done = await importFile(api, am, { kind: 'customers', file })
    expect(ended(done)).toEqual({ ...none, state: 'done', rows: 6, created: 4, refused: 2 })
    expect((await refusedRows(am, done.id)).join(' ')).toMatch(/nowhere[\s\S]*gold/)
    const found = (await am.call(prospects.list, { query: { sort: 'newest' } })).items
    const told = found.map(({ name, channel, interests, state }) => [name, channel.code, [...interests].sort(), state])
    expect(told.sort()).toEqual([
      ['王昭君', 'web', [], 'new'],
      ['班婕妤', 'other', [], 'new'],
      ['蔡文姬', 'event', ['bonds', 'funds'], 'new'],
    ])
    const again = file.replace('event,基金、债券', 'phone,期权')
    await importFile(api, am, { kind: 'customers', file: again, mode: 'update' })
    const after = (await am.call(prospects.list, { query: { q: '蔡文姬' } })).items
    expect(after.map(({ channel }) => channel.code)).toEqual(['event'])
  })
})
