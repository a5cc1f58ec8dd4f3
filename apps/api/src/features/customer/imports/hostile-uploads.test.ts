import { existsSync, readdirSync } from 'node:fs'
import { request as send } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { formOf, importFile, preview, refusedRows } from './testing.ts'

let api: Api
let ho: Client
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  ho = await api.signIn('head-office', branch)
})
afterAll(() => api.close())

const folder = () => join(api.product.dataDir, 'uploads')
const uploads = () => (existsSync(folder()) ? readdirSync(folder()) : [])
const codeOf = async (form: FormData) => {
  const answer = await ho.send('POST', '/imports', { body: form })
  const { code, errors } = (await answer.json()) as { code: string; errors?: { field: string; code: string }[] }
  return [answer.status, errors ? errors.map((error) => `${error.field}: ${error.code}`).join(', ') : code]
}
const form = (change: (form: FormData) => void, file: string | Uint8Array = 'customerNo\n1\n') => {
  const made = formOf({ kind: 'customers', file })
  change(made)
  return made
}

describe('an upload', () => {
  it('takes its fields before or after the file', async () => {
    const after = new FormData()
    after.set('file', new Blob(['customerNo\nU-1\n']), 'a.csv')
    after.set('mode', 'create')
    after.set('kind', 'customers')
    expect((await ho.send('POST', '/imports', { body: after })).status).toBe(202)
  })

  it('is refused on the part that is wrong, and leaves nothing behind', async () => {
    const before = uploads()
    expect(await codeOf(form((f) => f.set('kind', 'people')))).toEqual([400, 'kind: choice'])
    expect(await codeOf(form((f) => f.set('more', 'x')))).toEqual([400, 'more: unknown-field'])
    expect(await codeOf(form((f) => f.set('constructor', 'x')))).toMatchObject([400, expect.any(String)])
    expect(await codeOf(form((f) => f.set('mapping', '{')))).toEqual([400, 'mapping: json'])
    expect(await codeOf(form((f) => f.delete('file')))).toEqual([400, 'file: required'])
    expect(await codeOf(form((f) => f.append('file', new Blob(['a']), 'b.csv')))).toMatchObject([
      413,
      expect.any(String),
    ])
    expect(await codeOf(form(() => undefined, ''))).toEqual([422, 'file: file.empty'])
    expect(await codeOf(form(() => undefined, 'Nummer\n1\n'))).toEqual([422, 'mapping.customerNo: required'])
    const mapping = JSON.stringify({
      customerNo: { column: 'nowhere' },
      nonsense: { column: 'customerNo' },
      level: { constant: 'high' },
      name: {},
    }).replace('{', '{"__proto__":{"column":"customerNo"},')
    expect(await codeOf(form((f) => f.set('mapping', mapping)))).toEqual([
      422,
      'mapping.customerNo: mapping.unknown-column, mapping.nonsense: unknown-field, mapping.level: choice, mapping.name: mapping.one-source',
    ])
    expect(
      (await ho.send('POST', '/imports', { headers: { 'content-type': 'application/json' }, body: '{}' })).status,
    ).toBe(415)
    expect(uploads()).toEqual(before)
  })

  it('that breaks off leaves nothing behind', async () => {
    const before = uploads()
    const boundary = 'xxBOUNDARYxx'
    const { hostname, port } = new URL(api.origin)
    await new Promise<void>((over) => {
      const upload = send({
        host: hostname,
        port,
        path: '/api/imports',
        method: 'POST',
        headers: {
          cookie: ho.cookie,
          origin: api.origin,
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': '10000000',
        },
      })
      upload.on('error', () => over())
      upload.on('close', () => over())
      upload.write(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ncustomerNo\r\n`,
      )
      upload.write('1\r\n'.repeat(50_000), () => setTimeout(() => upload.destroy(), 200))
    })
    await vi.waitFor(() => expect(uploads()).toEqual(before), 30_000)
  })

  it('keeps of its name only what can be shown', async () => {
    const named = formOf({ kind: 'customers', file: 'customerNo\nU-2\n', fileName: '..\\..\\etc/pass\u202ewd.csv' })
    const answer = (await (await ho.send('POST', '/imports', { body: named })).json()) as { fileName: string }
    expect(answer.fileName).toBe('passwd.csv')
  })

  it('waits beside at most nineteen others of the same person', async () => {
    const bm = await api.signIn('branch-manager', await api.make((db) => makeBranch(db)))
    const answers: number[] = []
    for (let i = 0; i < 21; i++)
      answers.push(
        (await bm.send('POST', '/imports', { body: formOf({ kind: 'customers', file: 'customerNo\n' }) })).status,
      )
    expect(answers).toEqual([...Array(20).fill(202), 429])
  })
})

describe('a file made to do harm', () => {
  it('has columns and cells named like parts of the machine, which are names like any other', async () => {
    const file = '__proto__,constructor,toString\nproto-1,x,y\n'
    const mapping = {
      customerNo: { column: '__proto__' },
      name: { column: 'constructor', values: { __proto__: 'no', hasOwnProperty: 'neither' } },
      level: { column: 'toString', values: { y: 'mass' } },
    }
    expect(await importFile(api, ho, { kind: 'customers', file, mapping })).toMatchObject({ created: 1 })
    expect(await preview(ho, { kind: 'customers', file: 'kind,__proto__\nconstructor,1\n' })).toMatchObject({
      columns: ['kind', '__proto__'],
    })
    expect(
      await importFile(api, ho, { kind: 'customers', file: 'customerNo,level\nproto-2,constructor\n' }),
    ).toMatchObject({
      refused: 1,
    })
  })

  it('has rows that end as refused, each with its reason, and good ones around them', async () => {
    const rows = [
      'H-1,\u0000',
      `H-2,${'x'.repeat(300_000)}`,
      'H-3,"open',
      'H-4,fine',
      '1E5,exponent',
      '007,leading',
      'H-5,\u202eabc',
    ]
    const done = await importFile(api, ho, { kind: 'customers', file: `customerNo,name\n${rows.join('\n')}\n` })
    expect(done).toMatchObject({ state: 'done', rows: 7, created: 3, refused: 4 })
    expect((await refusedRows(ho, done.id)).map((line) => line.slice(-30))).toEqual([
      'customerNo,name,reason',
      expect.stringContaining('name: text.characters'),
      expect.stringContaining('row.too-large'),
      expect.stringContaining('row.quote-unclosed'),
      expect.stringContaining('person-name.characters'),
    ])
    expect(await api.make((db) => db.customer.count({ where: { customerNo: { in: ['1E5', '007'] } } }))).toBe(2)
  })

  it('comes back harmless to a spreadsheet, and is read again as it was', async () => {
    const cells = ['=1+1', '+1', '-2', '@SUM(A1)', ' =x', '＝1', '-5.5']
    const file = `customerNo,note,level\n${cells.map((text, i) => `S-${i},"${text}",none such`).join('\n')}\n`
    const refused = await importFile(api, ho, { kind: 'customers', file })
    const answer = await (await ho.send('GET', `/imports/${refused.id}/refused-rows`)).text()
    expect(answer).toContain(`S-0,"'=1+1"`)
    expect(answer).toContain('S-2,-2,')
    const again = await importFile(api, ho, { kind: 'customers', file: answer.replaceAll('none such', 'mass') })
    expect(again).toMatchObject({ created: cells.length })
    const notes = await api.make((db) =>
      db.customer.findMany({ where: { customerNo: { startsWith: 'S-' } }, orderBy: { customerNo: 'asc' } }),
    )
    expect(notes.map(({ note }) => note)).toEqual(cells.map((text) => text.trim()))
  })

  it('expands to more than any table would: the import ends and says so', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('customerNo,name\n'), Buffer.alloc(100 * 1024 * 1024, 'x')]))
    const done = await importFile(api, ho, { kind: 'customers', file: bomb })
    expect(done).toMatchObject({ state: 'failed', failure: 'file.expands-too-far', created: 0 })
    expect(uploads()).not.toContain(done.id)
  })
})
