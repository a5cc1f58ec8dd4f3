import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ending, makeTask, stepsOf } from './testing.ts'
import {
  brokerTrades,
  CN_PRICES,
  type Console,
  consoleOf,
  exchangePrices,
  type ItemDraft,
  realFilesAreThere,
  realLines,
  stateOf,
  TRADES,
} from './testing-real-files.ts'

interface Feed {
  what: string
  lines: () => string[]
  item: ItemDraft
  /** The cell that is added up in the side file, and one that is made bad. */
  summed: number
  day: string
  dayBefore: string
}
const feeds: Feed[] = [
  {
    what: 'fills of ten investors',
    lines: () => realLines(TRADES).slice(0, 2001),
    item: { target: 'trades', mapping: brokerTrades },
    summed: 3,
    day: '2018-12-18',
    dayBefore: '2018-12-17',
  },
  {
    what: 'prices of the CSI 300',
    lines: () => realLines(CN_PRICES).slice(0, 2001),
    item: { target: 'prices', mapping: exchangePrices },
    summed: 5,
    day: '2025-12-31',
    dayBefore: '2025-12-30',
  },
]

/** The sum of a cell over rows as text, exact. */
function sumOf(rows: readonly string[], cell: number): string {
  const places = 6
  // Some are written as 2e+05.
  const units = (row: string) => BigInt(Math.round(Number(row.split(',')[cell]) * 10 ** places))
  const sum = rows.reduce((total, row) => total + units(row), 0n)
  const digits = String(sum).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

describe.runIf(realFilesAreThere).each(feeds)('$what', (feed) => {
  const [header = '', ...rows] = realFilesAreThere ? feed.lines() : []
  const field = feed.item.target === 'trades' ? 'quantity' : 'price'
  const file = (some: readonly string[]) => `${[header, ...some].join('\n')}\n`
  const sideOf = (some: readonly string[], more = 0) => `rows=${some.length + more}\nsum=${sumOf(some, feed.summed)}\n`
  /** Every n-th row says something that is no number. */
  const spoiled = (every: number) =>
    rows.map((row, n) => {
      const cells = row.split(',')
      if (n % every === 0) cells[feed.summed] = 'n/a'
      return cells.join(',')
    })
  let firm: Console
  let taskId: string
  let before: Awaited<ReturnType<typeof stateOf>>
  const load = (content: string | Buffer, side: string) => {
    firm.drop(`day-${feed.day.replaceAll('-', '')}.csv`, content)
    firm.drop(`day-${feed.day.replaceAll('-', '')}.csv.ctl`, side)
    return firm.load(taskId, feed.day)
  }
  beforeAll(async () => {
    firm = await consoleOf('malformed')
    const item = await firm.item({
      ...feed.item,
      place: 'day-{date}.csv',
      layout: { format: 'csv', lastLineEnds: true },
      lateDays: 3660,
      sideFile: {
        format: 'key-value',
        totals: [
          { key: 'rows', is: 'rows' },
          { key: 'sum', is: 'sum', of: { field } },
        ],
      },
      unknown: { customers: 'make', unitId: firm.head.id, accounts: 'make', securities: 'make' },
    })
    taskId = (await makeTask(firm.admin, [...stepsOf(item.id), ...ending('')])).id
    const known = rows.slice(0, rows.length / 2).filter((row) => !row.includes(feed.day))
    firm.drop(`day-${feed.dayBefore.replaceAll('-', '')}.csv`, file(known))
    firm.drop(`day-${feed.dayBefore.replaceAll('-', '')}.csv.ctl`, sideOf(known))
    expect(await firm.load(taskId, feed.dayBefore)).toMatchObject({ state: 'done', rowsIn: known.length, refused: 0 })
    before = await stateOf(firm)
  })
  afterAll(() => firm?.api.close())

  it.each<[string, () => string | Buffer, (() => string) | null, string]>([
    ['that is cut off in the middle of a row', () => file(rows).slice(0, -9), null, 'file.cut-off'],
    ['that is cut off while it is compressed', () => gzipSync(file(rows)).subarray(0, 5_000), null, 'file.damaged'],
    ['that lacks its last row', () => file(rows.slice(0, -1)), null, 'totals.differ'],
    ['of which a row came twice', () => file([...rows, rows.at(-1)!]), null, 'totals.differ'],
    [
      'of which the sum is not what its side file says',
      () => file(rows),
      () => `rows=${rows.length}\nsum=${sumOf(rows, feed.summed).replace(/.$/, '7')}\n`,
      'totals.differ',
    ],
    ['of which the side file says nothing', () => file(rows), () => 'rows=\n', 'side-file.shape'],
    ['of which every third row is bad', () => file(spoiled(3)), null, 'rows.too-many-bad'],
    [
      'without a column',
      () => file(rows).replace(header.split(',')[feed.summed]!, 'other'),
      null,
      'file.columns-changed',
    ],
    ['that is no text', () => Buffer.alloc(5000, 0xff), null, 'file.'],
  ])('a file %s is refused or held, and the day before stays', async (_, content, side, code) => {
    const text = content()
    const goodRows = typeof text === 'string' ? spoiled(3).filter((row) => row.split(',')[feed.summed] !== 'n/a') : rows
    const said =
      side?.() ??
      (code === 'rows.too-many-bad' ? `rows=${rows.length}\nsum=${sumOf(goodRows, feed.summed)}\n` : sideOf(rows))
    const run = await load(text, said)
    expect(['failed', 'held']).toContain(run.state)
    expect(run.failure).toContain(code)
    expect(await stateOf(firm)).toEqual(before)
  })

  it('a file of which every tenth row is bad brings the others, and keeps those with their reasons', async () => {
    const some = spoiled(10)
    const good = some.filter((row) => row.split(',')[feed.summed] !== 'n/a')
    const run = await load(file(some), `rows=${some.length}\nsum=${sumOf(good, feed.summed)}\n`)
    const bad = some.length - good.length
    expect([run.state, run.failure, run.rowsIn, run.refused]).toEqual(['done', null, some.length, bad])
    const [held] = await firm.ask<{ issues: number }>(
      `select count(*)::int as issues from quality_issues q where q.business_date = $1::date and q.state = 'held'
         and q.reasons @> $2::jsonb and q.batch_id = (select id from warehouse.batches b where b.business_date = $1::date and b.state = 'published')`,
      [feed.day, JSON.stringify([{ field }])],
    )
    expect(held).toEqual({ issues: bad })
    // Mended and sent again, the day is whole.
    expect(await load(file(rows), sideOf(rows))).toMatchObject({ state: 'done', refused: 0 })
    const [count] = await firm.ask(`select count(*)::int as n from warehouse.${feed.item.target}`)
    expect(count).toEqual({ n: rows.length })
  })
})
