import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { imports } from '@rapport/contract/customer/imports'
import { asOwner } from '@rapport/database/as-owner'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { runImport } from './run/run-import.ts'
import { runWaitingImports, type Tries } from './run/run-waiting.ts'
import { formOf, importFile, refusedRows } from './testing.ts'

let api: Api
let branch: { id: string }
let ho: Client
beforeAll(async () => {
  api = await startApi()
  branch = await api.make((db) => makeBranch(db))
  ho = await api.signIn('head-office', branch)
})
afterAll(() => api.close())

const uploads = () => readdirSync(join(api.product.dataDir, 'uploads'))
const start = (client: Client, file: string, kind: 'customers' | 'trades' = 'customers') =>
  client.call(imports.start, { form: formOf({ kind, file }) })
const open = (client: Client, id: string) => client.call(imports.open, { params: { id } })
const rows = (prefix: string, count: number) =>
  Array.from(
    { length: count },
    (_, i) => `${prefix}-${i % 70},${i % 10 === 3 ? 'no level' : 'mass'},20${10 + (i % 9)}-01-01`,
  )
const dated = (prefix: string, count = 100) => `customerNo,level,asOf\n${rows(prefix, count).join('\n')}\n`

/** Everything an import left behind, without ids and times. */
async function leftBy(prefix: string, id: string) {
  const found = await api.make((db) =>
    db.customer.findMany({
      where: { customerNo: { startsWith: `${prefix}-` } },
      orderBy: { customerNo: 'asc' },
      include: { profiles: { orderBy: { asOf: 'asc' } } },
    }),
  )
  const { created, updated, unchanged, refused, reasons, state } = await open(ho, id)
  return {
    counts: { created, updated, unchanged, refused, reasons, state },
    refused: (await refusedRows(ho, id)).map((line) => line.replaceAll(prefix, '')),
    customers: found.map(({ customerNo, level, profileAsOf, profiles }) => ({
      no: customerNo.slice(prefix.length),
      level,
      profileAsOf,
      profiles: profiles.map(({ asOf, level }) => [asOf, level]),
    })),
  }
}

describe('an import', () => {
  it('comes to the same when its worker dies anywhere, and is gone on with: each row exactly once', async () => {
    const whole = await importFile(api, ho, { kind: 'customers', file: dated('WHOLE') }, { atOnce: 10 })
    const expected = await leftBy('WHOLE', whole.id)
    expect(expected.counts).toMatchObject({ state: 'done', refused: 10 })

    const { id } = await start(ho, dated('KILLED'))
    let deaths = 0
    for (const dieAt of [10, 20, 20, 50, 100]) {
      const beforeCommit = (done: number) => {
        if (done === dieAt) throw new Error('killed')
      }
      await expect(runWaitingImports(api.product, { atOnce: 10, beforeCommit })).rejects.toThrow('killed')
      const { state, rows } = await open(ho, id)
      expect([state, rows]).toEqual(['running', dieAt - 10])
      deaths++
    }
    await runWaitingImports(api.product, { atOnce: 10 })
    expect(deaths).toBe(5)
    expect(await leftBy('KILLED', id)).toEqual(expected)
    expect(uploads()).not.toContain(id)
  })

  it('counts equal trades on from where it was killed', async () => {
    const file = `customerNo,side,securityCode,quantity,price,tradedOn\n${'T-1,B,X,1,1,2020-01-01\n'.repeat(9)}`
    const { id } = await start(ho, file, 'trades')
    const beforeCommit = (done: number) => {
      if (done === 6) throw new Error('killed')
    }
    await expect(runWaitingImports(api.product, { atOnce: 2, beforeCommit })).rejects.toThrow('killed')
    await runWaitingImports(api.product, { atOnce: 2 })
    expect(await open(ho, id)).toMatchObject({ state: 'done', created: 9, unchanged: 0 })
  })

  it('is written once when two workers run at the same time', async () => {
    const { id } = await start(ho, dated('TWICE'))
    await Promise.all([1, 2].map(() => runWaitingImports(api.product, { atOnce: 10 })))
    expect(await open(ho, id)).toMatchObject({ state: 'done', rows: 100, created: 63 })
  })

  it('is left alone by a worker that lost its hold while another went on', async () => {
    const { id } = await start(ho, dated('HOLD'))
    const both = await Promise.allSettled([1, 2].map(() => runImport(api.product, id, { atOnce: 10 })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await open(ho, id)).toMatchObject({ state: 'done', rows: 100, created: 63, refused: 10 })
  })

  it('stops between two blocks when its worker is told to stop, after the one that has begun', async () => {
    const { id } = await start(ho, dated('STOP'))
    let blocks = 0
    await runWaitingImports(api.product, { atOnce: 10, beforeCommit: () => void blocks++, stopping: () => blocks >= 3 })
    expect(await open(ho, id)).toMatchObject({ state: 'running', rows: 40 })
    await runWaitingImports(api.product)
    expect(await open(ho, id)).toMatchObject({ state: 'done', rows: 100 })
  })

  it('ends when the person who asked is disabled, and keeps what was done', async () => {
    const bm = await api.signIn('branch-manager', branch)
    const { id } = await start(bm, dated('GONE'))
    const leave = async (done: number) => {
      if (done === 20)
        await api.make((db) => db.user.update({ where: { id: bm.userId }, data: { disabledAt: new Date() } }))
    }
    await runWaitingImports(api.product, { atOnce: 10, beforeCommit: leave })
    const row = await api.make((db) => db.import.findUniqueOrThrow({ where: { id } }))
    expect(row).toMatchObject({ state: 'failed', failure: 'import.person-gone', rows: 20n })
    expect(uploads()).not.toContain(id)
  })

  it('ends when the right to import was taken away', async () => {
    const bm = await api.signIn('branch-manager', branch)
    const { id } = await start(bm, dated('RIGHT'))
    await api.make(async (db) => {
      const { id: roleId } = await db.role.findUniqueOrThrow({ where: { code: 'service-agent' } })
      await db.user.update({ where: { id: bm.userId }, data: { roleId } })
    })
    await runWaitingImports(api.product)
    const row = await api.make((db) => db.import.findUniqueOrThrow({ where: { id } }))
    expect(row).toMatchObject({ state: 'failed', failure: 'import.not-allowed', rows: 0n })
  })

  it('that fails again and again at the same row is ended rather than tried for ever', async () => {
    const { id } = await start(ho, dated('FAULT'))
    const tries: Tries = new Map()
    const beforeCommit = () => {
      throw new Error('a fault')
    }
    for (let i = 0; i < 5; i++)
      await expect(runWaitingImports(api.product, { tries, beforeCommit })).rejects.toThrow('a fault')
    await runWaitingImports(api.product, { tries, beforeCommit })
    expect(await open(ho, id)).toMatchObject({ state: 'failed', failure: 'import.fault', rows: 0 })
  })

  it('runs after the ones that its person started before', async () => {
    const order: number[] = []
    const first = await start(ho, dated('FIRST', 30))
    const second = await start(ho, dated('SECOND', 20))
    await Promise.all(
      [1, 2].map(() => runWaitingImports(api.product, { beforeCommit: (done) => void order.push(done) })),
    )
    expect(order).toEqual([30, 20])
    expect([await open(ho, first.id), await open(ho, second.id)]).toMatchObject([{ state: 'done' }, { state: 'done' }])
  })

  it('refuses alone the row that the database itself refuses', async () => {
    await asOwner(api.database.ownerUrl, (owner) =>
      owner.query(`alter table customers add constraint of_this_test check (name <> 'nobody foresaw this')`),
    )
    const file = 'customerNo,name\nDB-1,王一\nDB-2,nobody foresaw this\nDB-3,王三\n'
    const done = await importFile(api, ho, { kind: 'customers', file })
    expect(done).toMatchObject({ state: 'done', rows: 3, created: 2, refused: 1 })
    expect((await refusedRows(ho, done.id))[1]).toBe('DB-2,nobody foresaw this,row.refused')
  })
})
