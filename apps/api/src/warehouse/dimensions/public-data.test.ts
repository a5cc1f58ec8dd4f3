import { describe, expect, it } from 'vitest'
import { Held } from '#warehouse/step.ts'
import {
  countTradingDays,
  isTradingDay,
  nextTradingDay,
  offsetTradingDays,
  previousTradingDay,
} from '#warehouse/trading-days.ts'
import { rowsOf } from './testing-dimensions.ts'
import { col, isThere, read, records, seconds, start } from './testing-public-data.ts'

describe.runIf(isThere)('the exchange', () => {
  it('tells 1,096 days by its own name, which are those of the firm: trading days step over Spring Festival in each year', async () => {
    const { warehouse, described } = await start()
    const calendar = described('calendar', 'calendar', {
      market: col('exchange'),
      day: col('cal_date'),
      trading: col('is_open'),
    })
    await warehouse.load([
      { item: calendar, businessDate: '2026-12-31', text: read('securities-cn/trade_calendar.csv') },
    ])
    const days = records(read('securities-cn/trade_calendar.csv'))
    expect(days).toHaveLength(1096)
    const kept = await warehouse.ask('select day, trading, origin from warehouse.calendar order by day')
    expect(kept).toEqual(
      days.map(({ cal_date, is_open }) => ({ day: cal_date, trading: is_open === '1', origin: 'feed' })),
    )
    const asking = { query: warehouse.ask as never }
    // The last day before the festival and the first after it, as the exchange announced them.
    for (const [last, first] of [
      ['2024-02-08', '2024-02-19'],
      ['2025-01-27', '2025-02-05'],
      ['2026-02-13', '2026-02-24'],
    ] as const) {
      expect(await nextTradingDay(asking, 'CN', last)).toBe(first)
      expect(await warehouse.make((db) => previousTradingDay(db, first))).toBe(last)
      expect(await countTradingDays(asking, 'CN', last, first)).toBe(2)
      expect(await offsetTradingDays(asking, 'CN', first, 0)).toBe(first)
    }
    // Every day by its predecessor, as the exchange tells it.
    for (const { cal_date, pretrade_date } of days.filter((_, i) => i > 1 && i % 41 === 0))
      expect(await warehouse.make((db) => previousTradingDay(db, cal_date!))).toBe(pretrade_date)
    const trading = days.filter(({ is_open }) => is_open === '1').map(({ cal_date }) => cal_date)
    expect(await offsetTradingDays(asking, 'CN', '2024-01-01', 20)).toBe(trading[19])
    expect(await offsetTradingDays(asking, 'CN', '2026-12-31', -20)).toBe(
      trading.filter((d) => d! < '2026-12-31').at(-20),
    )
    expect(await nextTradingDay(asking, 'CN', '2027-01-01')).toBeNull()
    const judged = ['2026-02-16', '2026-02-24', '2027-01-04'].map((day) => isTradingDay(warehouse.connections, day))
    expect(await Promise.all(judged)).toEqual([false, true, null])
  })

  it('tells 5,448 securities in seconds, and their fundamentals as a table of the firm', async () => {
    const { warehouse, described } = await start()
    const basics = {
      securityCode: col('ts_code'),
      name: col('name'),
      industry: col('industry'),
      listedOn: col('list_date'),
    }
    const list = {
      item: described('securities', 'stock-basic', basics),
      businessDate: '2026-01-05',
      text: read('securities-cn/stock_basic.csv'),
    }
    const took = await seconds(() => warehouse.load([list]))
    console.info(`securities-cn: 5,448 securities staged, checked and merged in ${took.toFixed(1)} s`)
    const told = records(list.text)
    const kept = await warehouse.ask('select code, name, industry, unknown from securities order by code collate "C"')
    const wanted = told.map(({ ts_code, name, industry }) => ({
      code: ts_code!,
      name,
      industry: industry || null,
      unknown: false,
    }))
    expect(kept).toEqual(wanted.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
    const again = await warehouse.load([{ ...list, businessDate: '2026-01-06' }])
    expect(again).toMatchObject({ rowsIn: 5448, duplicates: 5448, corrected: 0 })
    // A name that changes is a version of its own.
    const special = list.text.replace('平安银行', 'ST平安')
    expect(await warehouse.load([{ ...list, businessDate: '2026-01-07', text: special }])).toMatchObject({
      corrected: 1,
    })
    const versions = await warehouse.ask(
      `select name, valid_to is null as present from warehouse.security_versions where code = '000001.SZ' order by valid_from`,
    )
    expect(versions).toEqual([
      { name: '平安银行', present: false },
      { name: 'ST平安', present: true },
    ])
    const fundamentals = described('table', 'fundamentals', {}, { key: ['code'] })
    await warehouse.load([
      { item: fundamentals, businessDate: '2026-01-05', text: read('securities-cn/stock_fundamentals_2019.csv') },
    ])
    const rows = await rowsOf(warehouse, fundamentals.id)
    const filled = records(read('securities-cn/stock_fundamentals_2019.csv')).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, text]) => text !== '')),
    )
    expect(rows).toEqual(filled)
  })
})

describe.runIf(isThere)('20,000 complaints', () => {
  const name = 'complaints/complaints_2015Q1_first20000.csv.gz'
  it('lie in a table of the firm with every state and day, sealed, and stay when the next day is malformed', async () => {
    const { warehouse, described } = await start()
    const text = read(name)
    const columns = Object.keys(records(text)[0]!).filter((column) => column !== '')
    const fields = Object.fromEntries(columns.map((column) => [column, col(column)]))
    const item = described('table', 'complaints', fields, { key: ['Complaint ID'] })
    const took = await seconds(() => warehouse.load([{ item, businessDate: '2015-04-01', text }]))
    console.info(`complaints: 20,000 rows staged, checked and merged in ${took.toFixed(1)} s`)
    const kept = await rowsOf(warehouse, item.id)
    const told = records(text)
    const say = (rows: readonly Record<string, string>[]) =>
      rows
        .map((row) =>
          ['Complaint ID', 'State', 'Date received', 'Company response'].map((field) => row[field] || '').join('|'),
        )
        .sort()
    expect(say(kept)).toEqual(say(told))
    const [clear] = await warehouse.ask(
      `select count(*) as n from warehouse.collected where values_sealed like '%Debt collection%' or key_hash ~ '^[0-9]+$'`,
    )
    expect(clear).toEqual({ n: 0 })

    const lines = text.trim().split('\n')
    const next = (changed: string[]) =>
      warehouse.load([{ item, businessDate: '2015-04-02', text: `${changed.join('\n')}\n` }])
    // A column has another name, a third of the rows is of another shape, nothing is left; one row is torn.
    await expect(next([lines[0]!.replace(',State,', ',Province,'), ...lines.slice(1)])).rejects.toThrow(
      'file.columns-changed',
    )
    await expect(next(lines.map((line, i) => (i % 3 === 1 ? `${line},,x` : line)))).rejects.toBeInstanceOf(Held)
    await expect(next([lines[0]!])).rejects.toBeInstanceOf(Held)
    const torn = lines.map((line, i) => (i === 7 ? 'torn,row' : line))
    expect(await next(torn)).toMatchObject({ rowsIn: 20_000, refused: 1 })
    const [issue] = await warehouse.ask(
      `select line from quality_issues where state = 'held' and business_date = '2015-04-02' and line = 8`,
    )
    expect(issue).toEqual({ line: 8 })
    expect(say(await rowsOf(warehouse, item.id))).toEqual(say(told))
  })
})
