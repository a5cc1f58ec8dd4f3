import { asLoader } from '@rapport/database/as-loader'
import { asOwner } from '@rapport/database/as-owner'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'
import { verifyPositions } from './verify-positions.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = 'customerNo,accountNumber,securityCode,side,quantity,price,fees,tradedOn,tradeNo'
const verified = () => asLoader(warehouse.connections, verifyPositions)
const owner = (sql: string) => asOwner(warehouse.database.ownerUrl, (client) => client.query(sql))

it('finds positions that are not what their trades and corporate actions come to, by a cent, missing or left over', async () => {
  const { item, load } = warehouse
  const actions = item('corporate-actions', ['securityCode', 'exOn', 'recordOn', 'kind', 'cashPerShare', 'bonusRatio'])
  await load([
    {
      item: item('trades', names.split(',')),
      businessDate: '2025-01-10',
      text: `${names}
C1,A1,S1,buy,1000,10.00,5.10,2025-01-02,1
C1,A1,S1,sell,600,12.00,8.67,2025-01-06,2
C1,A1,S1,sell,900,9.80,8.50,2025-01-10,3
C1,A1,S2,transfer-in,300,4.00,0,2025-01-06,4
C2,A2,S1,buy,100,11.00,5.00,2025-01-03,5
`,
    },
    {
      item: actions,
      businessDate: '2025-01-10',
      text: 'securityCode,exOn,recordOn,kind,cashPerShare,bonusRatio\nS1,2025-01-08,2025-01-07,dividend,0.30,\nS1,2025-01-08,2025-01-07,bonus,,0.3\n',
    },
  ])
  expect(await verified()).toMatchObject({ positions: 3, different: 0, examples: [] })

  await owner(`update warehouse.positions set cost = cost + 0.01 where quantity = 300`)
  const [{ customer_id, account_id, security_id }] = (
    await owner('select customer_id, account_id, security_id from warehouse.positions where quantity = 300')
  ).rows as [Record<string, string>]
  expect(await verified()).toMatchObject({
    positions: 3,
    different: 1,
    examples: [`${customer_id} ${account_id} ${security_id}`],
  })

  await owner('delete from warehouse.positions where quantity = 300')
  expect(await verified()).toMatchObject({ positions: 3, different: 1, examples: [] })

  await owner(`delete from warehouse.trades where security_id = '${security_id}'`)
  expect(await verified()).toMatchObject({ positions: 2, different: 0 })
})
