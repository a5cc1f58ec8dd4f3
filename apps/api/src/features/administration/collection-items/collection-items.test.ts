import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItem, makeSource, startDataCentre } from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
let sourceId: string
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  mkdirSync(join(api.product.collecting.dropDir, 'counter'), { recursive: true })
  sourceId = (await makeSource(admin, { kind: 'folder', folder: 'counter' })).id
})
afterAll(() => api.close())

const field = (field: string, code: string, status = 422) => ({ problem: { status, errors: [{ field, code }] } })
const nobody = '01900000-0000-7000-8000-0000000000ff'

describe('an item', () => {
  it('is described for a source, and the catalogue says whose it is, how it is written and when it comes', async () => {
    const item = await makeItem(admin, sourceId, {
      ownerId: admin.userId,
      contact: 'desk 7',
      schedule: 'weekdays 18:00',
    })
    expect(item).toMatchObject({
      source: { id: sourceId, kind: 'folder' },
      owner: { id: admin.userId },
      contact: 'desk 7',
      schedule: 'weekdays 18:00',
      layout: { format: 'csv', delimiter: ',' },
      last: null,
      held: 0,
    })
    const of = (id: string) => admin.call(collectionItems.list, { query: { sourceId: id } })
    expect((await of(sourceId)).items.map(({ id }) => id)).toContain(item.id)
    expect((await of(nobody)).items).toEqual([])
    expect(await admin.call(collectionItems.open, { params: { id: item.id } })).toEqual(item)
  })

  it('has a code of its own, a source that is there, and an owner and unit that are', async () => {
    const item = await makeItem(admin, sourceId)
    await expect(makeItem(admin, sourceId, { code: item.code })).rejects.toMatchObject(
      field('code', 'item.code-taken', 409),
    )
    await expect(makeItem(admin, nobody)).rejects.toMatchObject(field('sourceId', 'source.unknown'))
    await expect(makeItem(admin, sourceId, { ownerId: nobody })).rejects.toMatchObject(field('ownerId', 'user.unknown'))
    await expect(makeItem(admin, sourceId, { unknown: { customers: 'make', unitId: nobody } })).rejects.toMatchObject(
      field('unknown.unitId', 'unit.unknown'),
    )
  })

  it('of a table of one’s own says what names a row', async () => {
    const table = (key?: string[]) =>
      makeItem(admin, sourceId, { target: 'table', mapping: { target: 'table', fields: {}, ...(key ? { key } : {}) } })
    await expect(table()).rejects.toMatchObject(field('keyFields', 'key.required'))
    await expect(table([])).rejects.toMatchObject(field('keyFields', 'key.required'))
    expect((await table(['loan_id'])).mapping).toMatchObject({ key: ['loan_id'] })
  })

  it('is only such as its source can give', async () => {
    for (const place of ['../x.csv', 'a/b.csv', '.hidden', 'C:\\x'])
      await expect(makeItem(admin, sourceId, { place }), place).rejects.toMatchObject(field('place', 'place.file-name'))
    const https = await makeSource(admin, { kind: 'https', url: 'https://data.example/day' })
    for (const place of ['../x.csv', '/x.csv', 'a/../../x', 'x?y', '*.csv'])
      await expect(makeItem(admin, https.id, { place }), place).rejects.toMatchObject(field('place', 'place.path'))
    const settings = { kind: 'postgres' as const, host: 'db.example', database: 'x', user: 'x' }
    const postgres = await makeSource(admin, settings)
    await expect(makeItem(admin, postgres.id, { place: 'delete from x' })).rejects.toMatchObject(
      field('place', 'place.query'),
    )
    await expect(makeItem(admin, postgres.id, { place: 'select 1', layout: { format: 'xlsx' } })).rejects.toMatchObject(
      field('layout.format', 'source.cannot-give'),
    )
    const sideFile = { format: 'sha256' as const }
    await expect(makeItem(admin, postgres.id, { place: 'select 1', sideFile })).rejects.toMatchObject(
      field('sideFile', 'source.cannot-give'),
    )
    await expect(makeItem(admin, sourceId, { target: 'prices' })).rejects.toMatchObject(
      field('mapping.target', 'item.other-target'),
    )
  })

  it('is changed from the version that is, to what its source can give', async () => {
    const item = await makeItem(admin, sourceId, { sideFile: { format: 'sha256' } })
    const change = (version: number, body: object) =>
      admin.call(collectionItems.change, { params: { id: item.id }, version, body })
    const next = await change(item.version, { lateDays: 9, sideFile: null, active: false })
    expect(next).toMatchObject({ lateDays: 9, sideFile: null, active: false })
    await expect(change(item.version, { lateDays: 1 })).rejects.toMatchObject({ status: 412 })
    await expect(change(next.version, { place: '../x' })).rejects.toMatchObject(field('place', 'place.file-name'))
  })
})

describe('a preview', () => {
  const people = [
    '客户号,姓名,证件号码,手机号码,邮箱,备注',
    'C-1,王小明,11010519491231002X,13812345678,xiaoming@example.com,13987654321',
    'C-2,李雷,nonsense,none,no mail,6222021234567890123',
  ].join('\n')
  const form = (text: string, fields: Record<string, unknown>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(fields))
      data.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    data.set('file', new Blob([text]), 'people.csv')
    return data
  }
  const preview = (text: string, fields: Record<string, unknown>, person = admin) =>
    person.call(collectionItems.preview, { form: form(text, fields) })

  it('guesses how a file is written and what its columns are', async () => {
    const found = await preview('证券代码;日期;收盘价\n600000;2026-11-20;10,50\n', { target: 'prices' })
    expect(found).toMatchObject({
      columns: ['证券代码', '日期', '收盘价'],
      guessedLayout: { format: 'csv', delimiter: ';' },
      suggestedMapping: { fields: { securityCode: { column: '证券代码' } } },
    })
    expect(found.fields.find(({ name }) => name === 'price')).toMatchObject({ required: true, type: 'decimal' })
  })

  it('shows what each row comes to, or why it would be refused, and totals that do not agree', async () => {
    const layout = {
      format: 'csv',
      trailer: {
        prefix: 'TRAILER',
        totals: [
          { at: 2, is: 'rows' },
          { at: 3, is: 'sum', of: { field: 'price' } },
        ],
      },
    }
    const mapping = {
      target: 'prices',
      fields: { securityCode: { column: 'code' }, day: { column: 'day' }, price: { column: 'close' } },
    }
    const text = 'code,day,close\n600000,2026-11-20,10.5\n600001,2026-11-20,none at all\nTRAILER,2,20.50\n'
    const found = await preview(text, { target: 'prices', layout, mapping })
    expect(found.rows.map(({ line, reasons }) => [line, reasons.map(({ field }) => field)])).toEqual([
      [2, []],
      [3, ['price']],
    ])
    expect(found.values[0]).toMatchObject({ securityCode: '600000', day: '2026-11-20' })
    expect(found.values[1]).toBeNull()
    expect(found.declared).toMatchObject({ rows: 2 })
    expect(found.differences.map(({ what, difference }) => [what, difference])).toEqual([
      ['rows', '1'],
      ['price', '10.00'],
    ])
  })

  it('hides what says who somebody is from whoever may not read it, mapped or not', async () => {
    const found = await preview(people, { target: 'customers' })
    const shown = JSON.stringify(found)
    for (const secret of [
      '王小明',
      '李雷',
      '11010519491231002X',
      '13812345678',
      'xiaoming@',
      '13987654321',
      '6222021234567890123',
    ])
      expect(shown, secret).not.toContain(secret)
    expect(shown).toContain('C-1')
  })

  it('refuses a mapping that does not fit, and a file that is none', async () => {
    const mapping = { target: 'prices', fields: { securityCode: { column: 'nothing' } } }
    await expect(preview('code,day\n1,2\n', { target: 'prices', mapping })).rejects.toMatchObject({
      problem: {
        status: 422,
        errors: expect.arrayContaining([{ field: 'mapping.fields.securityCode', code: 'mapping.unknown-column' }]),
      },
    })
    await expect(preview('', { target: 'prices' })).rejects.toMatchObject({ problem: { errors: [{ field: 'file' }] } })
    await expect(preview('a,b\n1,2', { target: 'nothing' })).rejects.toMatchObject({ status: 400 })
    await expect(preview('a,b\n1,2', { target: 'prices', layout: '{' })).rejects.toMatchObject(
      field('layout', 'json', 400),
    )
  })

  it('shows a file as it lies at its source', async () => {
    writeFileSync(join(api.product.collecting.dropDir, 'counter', 'p.csv'), 'code,day,close\n1,2026-11-20,3\n')
    const look = (name: string) =>
      admin.call(collectionItems.previewAtSource, { body: { sourceId, name, target: 'prices' } })
    expect((await look('p.csv')).rows).toMatchObject([{ cells: ['1', '2026-11-20', '3'] }])
    await expect(look('q.csv')).rejects.toMatchObject({ problem: { status: 422, code: 'arrival.missing' } })
    await expect(look('../../etc/passwd')).rejects.toMatchObject({ problem: { status: 422, code: 'arrival.missing' } })
  })
})
