import { describe, expect, it } from 'vitest'
import { Held, StepFails, type StepItem } from '#warehouse/step.ts'
import type { Warehouse } from '#warehouse/testing.ts'
import { col, isThere, read, start } from './testing-public-data.ts'

type Described = Awaited<ReturnType<typeof start>>['described']
interface Feed {
  what: string
  file: string
  /** A column that is mapped. */
  column: string
  item: (described: Described) => StepItem
  /** What is known of things once the day is in. */
  known: string
}
const feeds: Feed[] = [
  {
    what: 'the list of securities',
    file: 'securities-cn/stock_basic.csv',
    column: 'name',
    item: (described) =>
      described('securities', 'list', { securityCode: col('ts_code'), name: col('name'), industry: col('industry') }),
    known: 'select code, name, industry from securities order by 1',
  },
  {
    what: 'the trading calendar',
    file: 'securities-cn/trade_calendar.csv',
    column: 'cal_date',
    item: (described) =>
      described('calendar', 'calendar', { market: col('exchange'), day: col('cal_date'), trading: col('is_open') }),
    known: 'select market, day, trading from warehouse.calendar order by 1, 2',
  },
  {
    what: 'the clients of a Czech bank',
    file: 'berka/client.csv',
    column: 'birth_number',
    item: (described) =>
      described(
        'customers',
        'client',
        { customerNo: col('client_id'), birthNumber: col('birth_number') },
        { delimiter: ';' },
      ),
    known: 'select customer_no, gender, birth_on from customers order by 1',
  },
]

describe.runIf(isThere).each(feeds)('a malformed file of $what', ({ file, column, item, known }) => {
  const rowsOf = (text: string) => text.trim().split(/\r?\n/)
  const started = async () => {
    const { warehouse, described } = await start()
    const feed = item(described)
    const lines = rowsOf(read(file))
    const load = (day: string, changed: readonly string[], end = '\n', layout = {}) =>
      warehouse.load([
        {
          item: { ...feed, layout: { ...feed.layout, ...layout } as never },
          businessDate: day,
          text: changed.join('\n') + end,
        },
      ])
    await load('2027-01-05', lines)
    return { warehouse, lines, load, before: await stateOf(warehouse) }
  }
  const stateOf = ({ ask }: Warehouse) => ask(known)

  it('is refused as a whole or held, and what is known stays as it was', async () => {
    const { warehouse, lines, load, before } = await started()
    expect(before.length).toBe(lines.length - 1)
    const [head = '', ...rows] = lines
    const next = (changed: readonly string[], end?: string, layout?: object) => load('2027-01-06', changed, end, layout)
    await expect(next([head.replace(column, 'other'), ...rows])).rejects.toThrow('file.columns-changed')
    await expect(next([])).rejects.toBeInstanceOf(StepFails)
    await expect(next([head])).rejects.toBeInstanceOf(Held)
    await expect(next(lines.map((line, i) => (i % 3 === 1 ? `${line},;,;x` : line)))).rejects.toBeInstanceOf(Held)
    await expect(next([...lines.slice(0, 40), lines[40]!.slice(0, 3)], '', { lastLineEnds: true })).rejects.toThrow(
      'file.cut-off',
    )
    expect(await stateOf(warehouse)).toEqual(before)
  })

  it('keeps a row that is torn in quarantine, at its line, and takes the others', async () => {
    const { warehouse, lines, load, before } = await started()
    const torn = lines.map((line, i) => (i === 7 ? 'torn' : line))
    expect(await load('2027-01-06', torn)).toMatchObject({ rowsIn: lines.length - 1, refused: 1 })
    const held = await warehouse.ask(
      `select line, reasons->0->>'code' as code from quality_issues where state = 'held'`,
    )
    expect(held).toEqual([{ line: 8, code: 'row.columns' }])
    expect(await stateOf(warehouse)).toEqual(before)
  })
})
