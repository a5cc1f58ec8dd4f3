import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeItem, makeSource, startDataCentre } from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  const url = new URL(process.env.TEST_DATABASE_URL ?? 'postgresql://x@127.0.0.1:5432/x')
  ;({ api, admin } = await startDataCentre({ collecting: { pullHosts: [url.host] } }))
  mkdirSync(join(api.product.collecting.dropDir, 'counter'), { recursive: true })
})
afterAll(() => api.close())

const list = async () => (await admin.call(dataSources.list)).items
const field = (field: string, code: string, status = 422) => ({ problem: { status, errors: [{ field, code }] } })

it('a source is added without touching any other, and its code is used once', async () => {
  const one = await makeSource(admin, { kind: 'folder', folder: 'counter' })
  const before = await list()
  const two = await makeSource(admin, { kind: 'upload' }, { ownerId: admin.userId, contact: 'desk 7' })
  expect(two).toMatchObject({
    owner: { id: admin.userId },
    contact: 'desk 7',
    items: 0,
    lastArrivalAt: null,
    active: true,
  })
  expect((await list()).filter(({ id }) => id !== two.id)).toEqual(before)
  await expect(makeSource(admin, { kind: 'upload' }, { code: one.code })).rejects.toMatchObject(
    field('code', 'source.code-taken', 409),
  )
  await expect(
    makeSource(admin, { kind: 'upload' }, { ownerId: '01900000-0000-7000-8000-0000000000ff' }),
  ).rejects.toMatchObject(field('ownerId', 'user.unknown'))
})

it('keeps a secret sealed, never tells it, and forgets it when it would go to another host', async () => {
  const settings = { kind: 'https' as const, url: 'https://data.example/day' }
  const source = await makeSource(admin, settings, { secret: 'a very secret token' })
  expect(source.hasSecret).toBe(true)
  const [row] = await api.make((db) =>
    db.rows<{ secret_sealed: string }>('', 'select * from data_sources where id = $1', [source.id]),
  )
  expect(JSON.stringify(row)).not.toContain('very secret')
  expect(api.product.seal.open(row!.secret_sealed, `data_sources.secret.${source.id}`)).toBe('a very secret token')
  const change = (version: number, body: object) =>
    admin.call(dataSources.change, { params: { id: source.id }, version, body })
  const path = await change(source.version, { settings: { ...settings, url: 'https://data.example/other' } })
  expect(path.hasSecret).toBe(true)
  expect((await change(path.version, { settings: { ...settings, url: 'https://evil.example/day' } })).hasSecret).toBe(
    false,
  )
  await expect(makeSource(admin, { kind: 'upload' }, { secret: 'for nothing' })).rejects.toMatchObject(
    field('secret', 'source.needs-no-secret'),
  )
})

it('is changed from the version that is, and keeps its kind while items are described for it', async () => {
  const source = await makeSource(admin, { kind: 'folder', folder: 'counter' })
  await makeItem(admin, source.id)
  const change = (version: number, body: object) =>
    admin.call(dataSources.change, { params: { id: source.id }, version, body })
  await expect(change(source.version, { settings: { kind: 'upload' } })).rejects.toMatchObject(
    field('settings.kind', 'source.in-use'),
  )
  expect(await change(source.version, { active: false })).toMatchObject({ active: false, items: 1, version: 2 })
  await expect(change(source.version, { name: 'late' })).rejects.toMatchObject({ status: 412 })
})

it('shows what it holds, or says why it cannot be reached', async () => {
  writeFileSync(join(api.product.collecting.dropDir, 'counter', 'trades.csv'), 'a,b\n1,2\n')
  const contents = async (settings: Parameters<typeof makeSource>[1]) => {
    const source = await makeSource(admin, settings)
    return admin.call(dataSources.contents, { params: { id: source.id } })
  }
  const folder = await contents({ kind: 'folder', folder: 'counter' })
  expect(folder).toMatchObject({ entries: [{ name: 'trades.csv', bytes: 8 }], more: false })
  await expect(contents({ kind: 'folder', folder: 'nowhere' })).rejects.toMatchObject({
    problem: { status: 422, code: 'folder.missing' },
  })
  await expect(contents({ kind: 'https', url: 'https://169.254.169.254/latest' })).rejects.toMatchObject({
    problem: { status: 422, code: 'pull.host-not-allowed' },
  })
  const postgres = { kind: 'postgres' as const, host: '10.0.0.1', port: 5432, database: 'x', user: 'x' }
  await expect(contents(postgres)).rejects.toMatchObject({ problem: { status: 422, code: 'pull.host-not-allowed' } })
  expect(await contents({ kind: 'upload' })).toEqual({ entries: [], more: false })
})

it.each(['../etc', '/etc', 'a/../b', 'a\\b', '.hidden', ''])('takes no folder that leads out: %s', async (folder) => {
  await expect(makeSource(admin, { kind: 'folder', folder })).rejects.toMatchObject({ status: 400 })
})

it('takes no address but https', async () => {
  for (const url of ['http://data.example/', 'file:///etc/passwd', 'ftp://data.example/'])
    await expect(makeSource(admin, { kind: 'https', url })).rejects.toMatchObject({ status: 400 })
})

it('is read by whoever looks after data, and is nobody’s whose role does not say so', async () => {
  const manager = await api.signIn('branch-manager', await api.make((db) => db.unit.findFirstOrThrow()))
  await expect(manager.call(collectionItems.list)).rejects.toMatchObject({ status: 403 })
})
