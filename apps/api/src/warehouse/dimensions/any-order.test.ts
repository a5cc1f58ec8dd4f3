import { makeUser } from '@rapport/database/factories'
import { afterEach, describe, expect, it } from 'vitest'
import { type Delivery, startWarehouse, type Warehouse } from '#warehouse/testing.ts'
import { dimensionsOf } from './testing-dimensions.ts'

const open: Warehouse[] = []
afterEach(async () => {
  for (const warehouse of open.splice(0)) await warehouse.close()
})

const days = ['2025-03-03', '2025-03-04', '2025-03-05'] as const
const lists = {
  customers: ['customerNo', 'name', 'gender', 'identificationNumber', 'mobile', 'unitCode', 'ownerNo', 'asOf'],
  accounts: ['accountNumber', 'customerNo', 'status', 'openedOn', 'kind'],
  'account-holders': ['accountNumber', 'customerNo', 'role', 'validTo'],
  securities: ['securityCode', 'name', 'industry', 'market'],
  calendar: ['market', 'day', 'trading', 'halfDay'],
  prices: ['securityCode', 'day', 'price'],
} as const

/** Three days: a row that says less than the one before it, corrections, a list older than what it comes after, owners told later. */
function filesOf({ item, unit }: Warehouse): Delivery[] {
  const file = (target: keyof typeof lists, rows: Record<string, string[]>) => {
    const made = item(target, lists[target])
    return Object.entries(rows).map(([businessDate, lines]): Delivery => {
      return { item: made, businessDate, text: `${lists[target]}\n${lines.join('\n')}\n` }
    })
  }
  return [
    ...file('customers', {
      [days[0]]: [`C1,张三,female,,13800138000,${unit.code},,`, 'C2,李四,,,,,,', 'C3,王五,,,,,,2025-03-03'],
      [days[1]]: [
        'C1,,,11010519491231002X,13900139000,,,',
        'C2,李四四,female,,,,manager,',
        'C3,旧名,female,,,,,2025-01-01',
      ],
      [days[2]]: ['C1,张三丰,,,,,,', 'C4,赵六,,,13800138000,,,', 'C2,李四四,female,,,,manager,'],
    }),
    ...file('account-holders', {
      [days[0]]: ['A1,C1,owner,', 'A1,C2,disponent,'],
      [days[1]]: ['A2,C2,owner,', 'A1,C2,disponent,2025-03-04'],
      [days[2]]: ['A3,C3,owner,', 'A9,C4,agent,'],
    }),
    ...file('accounts', {
      [days[0]]: ['A1,,open,2020-01-02,', 'A2,,open,,'],
      [days[1]]: ['A1,,frozen,,securities', 'A3,,open,,', 'A4,C4,open,,'],
      [days[2]]: ['A2,,closed,,', 'A1,,frozen,,securities'],
    }),
    ...file('securities', {
      [days[0]]: ['600000.SH,浦发银行,银行,SSE', 'S1,甲,,'],
      [days[1]]: ['600000.SH,ST浦发,,'],
      [days[2]]: ['600000.SH,ST浦发,股份制银行,', 'S2,丙,,SZSE'],
    }),
    ...file('calendar', {
      [days[0]]: ['CN,2025-03-03,1,', 'CN,2025-03-04,1,'],
      [days[2]]: ['CN,2025-03-04,1,1', 'CN,2025-03-05,1,'],
    }),
    ...file('prices', {
      [days[0]]: ['S1,2025-03-03,10.00'],
      [days[1]]: ['S1,2025-03-04,11.00'],
      [days[2]]: ['S1,2025-03-05,12.00'],
    }),
  ]
}

async function stateAfter(order: (files: Delivery[]) => Delivery[][]) {
  const warehouse = await startWarehouse()
  open.push(warehouse)
  await warehouse.make((db) => makeUser(db, { role: 'account-manager', unit: warehouse.unit, username: 'manager' }))
  await warehouse.ask(`update units set code = 'U1' where id = $1`, [warehouse.unit.id])
  for (const run of order(filesOf({ ...warehouse, unit: { ...warehouse.unit, code: 'U1' } }))) await warehouse.load(run)
  return dimensionsOf(warehouse)
}

const byDay = (files: Delivery[]) => days.map((day) => files.filter(({ businessDate }) => businessDate === day))
const backwards = (files: Delivery[]) => [...files].reverse().map((file) => [file])
/** Customers are made where nobody knows them: whoever names them may come first. */
const shuffled = (files: Delivery[]) => files.map((_, i) => [files[(i * 7 + 3) % files.length]!])

describe('feeds of customers, accounts, holders, securities and days', () => {
  it('come to the same in any order, at once or again', async () => {
    const expected = await stateAfter(byDay)
    const one = (table: string, text: string) =>
      expected[table]!.map((row) => JSON.parse(row)).find((row) => Object.values(row).includes(text))
    expect(one('customers', 'C1')).toMatchObject({
      name: '张三丰',
      gender: 'female',
      birth_on: '1949-12-31',
      unit: 'U1',
    })
    expect(one('customers', 'C1').contacts).toHaveLength(2)
    expect(one('customers', 'C2')).toMatchObject({ name: '李四四', gender: 'female', owner: 'manager' })
    // What is older than what is known only fills in what nobody has said.
    expect(one('customers', 'C3')).toMatchObject({ name: '王五', gender: 'female' })
    expect(one('accounts', 'A1')).toMatchObject({
      customer_no: 'C1',
      status: 'frozen',
      kind: 'securities',
      opened_on: '2020-01-02',
    })
    expect(one('accounts', 'A2')).toMatchObject({ customer_no: 'C2', status: 'closed' })
    expect(one('accounts', 'A3')).toMatchObject({ customer_no: 'C3' })
    expect(expected.holders).toHaveLength(4)
    expect(one('holders', 'disponent')).toMatchObject({ number: 'A1', customer_no: 'C2', valid_to: '2025-03-04' })
    expect(one('securities', '600000.SH')).toMatchObject({
      name: 'ST浦发',
      industry: '股份制银行',
      market: 'SSE',
      unknown: false,
    })
    expect(expected.collected!.filter((row) => row.includes('account.unknown'))).toHaveLength(1)
    expect(await stateAfter((files) => [files])).toEqual(expected)
    expect(await stateAfter((files) => [...byDay(files), ...byDay(files)])).toEqual(expected)
    expect(await stateAfter(backwards)).toEqual(expected)
    expect(await stateAfter(shuffled)).toEqual(expected)
  })
})
