import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
const names = ['securityCode', 'day', 'price', 'previousClose']
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

let securities = 0
/** A security of its own, and what loads some of its prices: `day close previous`. */
const security = () => {
  const code = `X${++securities}`
  const item = warehouse.item('prices', names)
  return {
    code,
    load: (businessDate: string, rows: string[], of = code) =>
      warehouse.load([
        {
          item,
          businessDate,
          text: `${names}\n${rows.map((row) => [of, ...row.split(' ')].join(',')).join('\n')}\n`,
        },
      ]),
    exDays: async () =>
      (
        await warehouse.ask<{ day: string }>(
          `select concat_ws(' ', e.ex_on, trim_scale(e.close_before), trim_scale(e.previous_close)) as day
           from warehouse.ex_days e join securities s on s.id = e.security_id where s.code = $1 order by e.ex_on`,
          [code],
        )
      ).map(({ day }) => day),
  }
}

it('a day is ex on which the exchange reckons with another close than there was, whatever lies between', async () => {
  const { load, exDays } = security()
  await load('2025-03-10', ['2025-03-03 10 9.9', '2025-03-04 10.5 10', '2025-03-07 9 8.50', '2025-03-10 9.2 9.00'])
  expect(await exDays()).toEqual(['2025-03-07 10.5 8.5'])
})

it('the first day there is, a day without a previous close and one of nothing tell nothing', async () => {
  const { load, exDays } = security()
  await load('2025-03-10', ['2025-03-04 10 7', '2025-03-05 5 ', '2025-03-06 5 0', '2025-03-07 5 5'])
  expect(await exDays()).toEqual([])
})

it('days are the same in whatever order the files come, a day at a time or the later half first', async () => {
  const rows = Array.from({ length: 18 }, (_, n) => {
    const day = new Date(Date.UTC(2025, 3, 1 + n)).toISOString().slice(0, 10)
    return `${day} ${100 + n} ${n % 7 === 3 ? 90 + n : 99 + n}`
  })
  const one = security()
  await one.load('2025-05-20', rows)
  const found = await one.exDays()
  expect(found.length).toBe(3)
  const two = security()
  await two.load('2025-05-20', rows.slice(9))
  await two.load('2025-04-12', rows.slice(0, 9))
  expect(await two.exDays()).toEqual(found)
  const three = security()
  for (const row of [...rows.slice(6), ...rows.slice(0, 6).reverse()]) await three.load(row.slice(0, 10), [row])
  expect(await three.exDays()).toEqual(found)
})

it('a corrected close or previous close is judged anew, on its own day and on the one after it', async () => {
  const { load, exDays } = security()
  await load('2025-03-06', ['2025-03-04 10 10', '2025-03-05 11 10', '2025-03-06 12 11'])
  expect(await exDays()).toEqual([])
  await load('2025-03-07', ['2025-03-05 11.5 10'])
  expect(await exDays()).toEqual(['2025-03-06 11.5 11'])
  await load('2025-03-10', ['2025-03-06 12 11.5'])
  expect(await exDays()).toEqual([])
})

it('of one security say nothing of another that comes in the same file', async () => {
  const [one, two] = [security(), security()]
  const item = warehouse.item('prices', names)
  await one.load('2025-03-10', ['2025-03-04 10 10', '2025-03-10 10 10'])
  const row = (code: string, rest: string) => `${code},${rest}`
  await warehouse.load([
    {
      item,
      businessDate: '2025-03-11',
      text: `${[names.join(), row(two.code, '2025-03-03,50,50'), row(one.code, '2025-03-11,9,8'), row(two.code, '2025-03-11,50,50')].join('\n')}\n`,
    },
  ])
  expect([await one.exDays(), await two.exDays()]).toEqual([['2025-03-11 10 8'], []])
})
