import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { cases } from '@rapport/contract/service/cases'
import { tasks } from '@rapport/contract/service/tasks'
import { makeBranch, makeCustomer, makeHeadOffice } from '@rapport/database/factories'
import { repositoryRoot } from '@rapport/database/repository-root'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { importFile, preview, refusedRows } from './testing.ts'

let api: Api
let bm: Client
let ho: Client
let branch: { id: string }
beforeAll(async () => {
  api = await startApi()
  branch = await api.make((db) => makeBranch(db))
  bm = await api.signIn('branch-manager', branch)
  ho = await api.signIn('head-office', await api.make((db) => makeHeadOffice(db)))
})
afterAll(() => api.close())

const head =
  'Complaint ID,Product,Issue,Sub-issue,Date received,Company response,Timely response?,Consumer disputed?,customerNo'
const file = (...lines: string[]) => [head, ...lines].join('\n')

describe('cases by file', () => {
  it('are closed as told, and what is not over becomes work of whoever imports', async () => {
    const customer = await api.make((db) => makeCustomer(db, api.product.seal, { unit: branch, customerNo: 'K77' }))
    const rows = file(
      '901,经纪业务,佣金,收费不符,2026-03-02,Closed with monetary relief,Yes,Yes,K77',
      '902,融资融券,强制平仓,,2026-03-03,In progress,No,,',
      '903,银行卡,转账,,2026-03-04,Closed with explanation,,,',
      '904,银行卡,转账,,3/4/2026,Closed,Yes,,',
      '905,银行卡,转账,,2026-03-05,Closed,Yes,,NOBODY',
    )
    const looked = await preview(bm, { kind: 'customers', file: rows })
    expect(looked.likelyKind).toBe('cases')
    const done = await importFile(api, bm, { kind: 'cases', file: rows })
    expect(done).toMatchObject({ state: 'done', rows: 5, created: 2, refused: 3 })
    const refused = await refusedRows(bm, done.id)
    expect(refused.slice(1).map((line) => line.slice(0, 3))).toEqual(['903', '904', '905'])
    const find = async (q: string) => (await bm.call(cases.list, { query: { q } })).items[0]!
    expect(await find('901')).toMatchObject({
      state: 'closed',
      onTime: true,
      customer: { id: customer.id },
      title: '佣金',
      topic: '经纪业务',
      receivedAt: '2026-03-02T00:30:00.000Z',
    })
    const open = await find('902')
    expect(open).toMatchObject({ state: 'investigating', turn: 'answer', turnBy: { id: bm.userId }, onTime: false })
    expect((await bm.call(tasks.list, { query: { about: open.id, state: 'open' } })).total).toBe(1)
    const later = file(
      '902,融资融券,强制平仓,,2026-03-03,Closed with explanation,No,,',
      '901,经纪业务,佣金,收费不符,2026-03-02,Closed with monetary relief,Yes,Yes,K77',
    )
    expect(await importFile(api, bm, { kind: 'cases', file: later })).toMatchObject({
      updated: 1,
      unchanged: 1,
      created: 0,
    })
    expect(await find('902')).toMatchObject({ state: 'closed', open: false, turn: null })
    expect((await bm.call(tasks.list, { query: { about: open.id, state: 'open' } })).total).toBe(0)
  })
})

const folder = process.env.RAPPORT_SHARED_DATA ?? join(repositoryRoot(), '../shared/data')
const name = join(folder, 'complaints/complaints_2015Q1_first20000.csv.gz')
const isThere = existsSync(name)
if (!isThere) console.warn(`The real complaints are not at ${name}: their import is not tried here.`)

describe.runIf(isThere)('the 20,000 real complaints', () => {
  /** The file counted by itself, by a reader of its own. */
  const counted = (column: number) => {
    const counts = new Map<string | null, number>()
    for (const cells of cellsOf(gunzipSync(readFileSync(name)).toString('utf8')).slice(1))
      counts.set(cells[column] || null, (counts.get(cells[column] || null) ?? 0) + 1)
    return counts
  }

  it('are all there, and counted by product, issue, response and timeliness as the file counts them', async () => {
    const done = await importFile(api, ho, {
      kind: 'cases',
      file: readFileSync(name),
      mapping: {
        caseNumber: { column: 'Complaint ID' },
        receivedOn: { column: 'Date received' },
        dayOrder: { constant: 'month-first' },
        topic: { column: 'Product' },
        cause: { column: 'Issue' },
        details: { column: 'Sub-issue' },
        settlement: { column: 'Company response' },
        onTime: { column: 'Timely response?' },
        disputed: { column: 'Consumer disputed?' },
      },
    })
    expect(done).toMatchObject({ state: 'done', rows: 20_000, created: 20_000, refused: 0 })
    const [products, issues, responses, timely, disputed] = [
      counted(2),
      counted(4),
      counted(10),
      counted(11),
      counted(12),
    ]
    const of2015 = async (by: 'topic' | 'cause' | 'settlement' | 'onTime' | 'disputed') =>
      new Map(
        (await ho.call(cases.groups, { query: { by, to: '2015-12-31' } })).items.map(({ key, count }) => [key, count]),
      )
    expect(await of2015('topic')).toEqual(products)
    expect(await of2015('cause')).toEqual(issues)
    const settlements = await of2015('settlement')
    expect(settlements.get('explanation')).toBe(responses.get('Closed with explanation'))
    expect(settlements.get('relief')).toBe(responses.get('Closed with non-monetary relief'))
    expect(settlements.get('compensation')).toBe(responses.get('Closed with monetary relief'))
    expect(settlements.get('none')).toBe(responses.get('Closed'))
    expect(settlements.get('untimely')).toBe(responses.get('Untimely response'))
    expect(settlements.get(null)).toBe(responses.get('In progress'))
    expect(await of2015('onTime')).toEqual(
      new Map([
        ['true', timely.get('Yes')],
        ['false', timely.get('No')],
      ]),
    )
    expect((await of2015('disputed')).get('true')).toBe(disputed.get('Yes'))
    const again = await importFile(api, ho, { kind: 'cases', file: readFileSync(name) })
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 20_000 })
  })
})

/** Cells of a CSV with quotes. */
function cellsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) =>
        cell!.replace(/^"|"$/g, '').replaceAll('""', '"'),
      ),
    )
}
