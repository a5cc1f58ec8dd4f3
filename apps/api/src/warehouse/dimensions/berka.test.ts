import { describe, expect, it } from 'vitest'
import type { StepItem } from '#warehouse/step.ts'
import type { Delivery } from '#warehouse/testing.ts'
import { addRules } from '#warehouse/testing-rules.ts'
import { rowsOf } from './testing-dimensions.ts'
import { col, isThere, read, records, seconds, start } from './testing-public-data.ts'

describe.runIf(isThere)('the seven tables of a Czech bank', () => {
  const day = '1999-01-01'
  const file = (item: StepItem, name: string): Delivery => ({
    item,
    businessDate: day,
    text: read(`berka/${name}.csv`),
  })

  async function bank() {
    const { warehouse, described } = await start()
    const delimiter = ';'
    const table = (code: string, key: string[]) => described('table', code, {}, { delimiter, key })
    const items = {
      district: table('district', ['A1']),
      client: described(
        'customers',
        'client',
        { customerNo: col('client_id'), birthNumber: col('birth_number'), unitCode: col('district_id') },
        { delimiter },
      ),
      disp: described(
        'account-holders',
        'disp',
        { accountNumber: col('account_id'), customerNo: col('client_id'), role: col('type') },
        { delimiter },
      ),
      disposition: table('disposition', ['disp_id']),
      account: described(
        'accounts',
        'account',
        {
          accountNumber: col('account_id'),
          unitCode: col('district_id'),
          openedOn: { ...col('date'), format: 'YYMMDD' },
        },
        { delimiter },
      ),
      card: table('card', ['card_id']),
      loan: table('loan', ['loan_id']),
      order: table('order', ['order_id']),
    }
    const refers = (item: StepItem, field: string, to: `item:${string}`) =>
      addRules(warehouse, item, [{ kind: 'reference', field, to }])
    await addRules(warehouse, items.district, [])
    await refers(items.client, 'unitCode', 'item:district')
    await refers(items.account, 'unitCode', 'item:district')
    await addRules(warehouse, items.disposition, [])
    await refers(items.disp, 'accountNumber', 'item:account')
    await refers(items.card, 'disp_id', 'item:disposition')
    await refers(items.loan, 'account_id', 'item:account')
    await refers(items.order, 'account_id', 'item:account')
    return { warehouse, items }
  }
  const filesOf = (items: Awaited<ReturnType<typeof bank>>['items']): Delivery[] => [
    file(items.district, 'district'),
    file(items.client, 'client'),
    file(items.account, 'account'),
    file(items.disp, 'disp'),
    file(items.disposition, 'disp'),
    file(items.card, 'card'),
    file(items.loan, 'loan'),
    file(items.order, 'order'),
  ]

  it('go in as one day: each holder with the gender and birth date of the number, each account with its owner', async () => {
    const { warehouse, items } = await bank()
    const took = await seconds(async () => {
      const outcome = await warehouse.load(filesOf(items))
      expect(outcome).toMatchObject({ rowsIn: 77 + 5369 + 4500 + 2 * 5369 + 892 + 682 + 6471, refused: 0 })
    })
    console.info(`berka: 28,729 rows of seven tables staged, checked and merged in ${took.toFixed(1)} s`)
    const customers = await warehouse.ask<{ no: string; gender: string; born: string }>(
      'select customer_no as no, gender, birth_on as born from customers',
    )
    const found = new Map(customers.map(({ no, ...one }) => [no, one]))
    const clients = records(read('berka/client.csv'), ';')
    expect(found.size).toBe(clients.length)
    for (const { client_id, birth_number } of clients) {
      const [year, month, dayOf] = [0, 2, 4].map((at) => Number(birth_number!.slice(at, at + 2)))
      const pad = (n: number) => String(n).padStart(2, '0')
      const born = `19${pad(year!)}-${pad(month! > 50 ? month! - 50 : month!)}-${pad(dayOf!)}`
      expect(found.get(client_id!)).toEqual({ gender: month! > 50 ? 'female' : 'male', born })
    }
    const holders = await warehouse.ask<{ text: string }>(
      `select concat_ws(' ', c.customer_no, a.number, h.role, (a.customer_id = h.customer_id)::text) as text
       from account_holders h join accounts a on a.id = h.account_id join customers c on c.id = h.customer_id`,
    )
    const told = records(read('berka/disp.csv'), ';').map(
      ({ client_id, account_id, type }) => `${client_id} ${account_id} ${type!.toLowerCase()} ${type === 'OWNER'}`,
    )
    expect(told.filter((text) => text.includes('disponent'))).toHaveLength(869)
    expect(holders.map(({ text }) => text).sort()).toEqual(told.sort())
    const [accounts] = await warehouse.ask('select count(*) as n, min(opened_on) as first from accounts')
    expect(accounts).toEqual({ n: 4500, first: '1993-01-01' })
    const [waiting] = await warehouse.ask('select count(*) as n from warehouse.collected where waiting is not null')
    expect(waiting).toEqual({ n: 0 })
    const loans = await rowsOf(warehouse, items.loan.id)
    const sum = (rows: readonly Record<string, string>[]) => rows.reduce((all, { amount }) => all + Number(amount), 0)
    expect([loans.length, sum(loans)]).toEqual([682, sum(records(read('berka/loan.csv'), ';'))])
  })

  it('hold back a row that refers to what is not there, and an owner who is told later gives an account its customer', async () => {
    const { warehouse, items } = await bank()
    const [district, client, account, disp] = filesOf(items)
    const stranger = { ...account!, text: account!.text.replace('576;55;', '576;78;') }
    await warehouse.load([district!, client!, stranger])
    const issues = await warehouse.ask('select line, reasons from quality_issues')
    expect(issues).toEqual([{ line: 2, reasons: [{ field: 'unitCode', code: 'rule:reference' }] }])
    const waits = 'select waiting, count(*) as n from warehouse.collected where target = $1 group by 1'
    expect(await warehouse.ask(waits, ['accounts'])).toEqual([{ waiting: 'customer.unknown', n: 4499 }])
    await warehouse.load([disp!])
    expect(await warehouse.ask(waits, ['accounts'])).toEqual([{ waiting: null, n: 4499 }])
    const [made] = await warehouse.ask(
      'select (select count(*) from accounts) as accounts, count(*) as holders from account_holders',
    )
    const ofOthers = records(disp!.text, ';').filter(({ account_id }) => account_id !== '576')
    expect(made).toEqual({ accounts: 4499, holders: ofOthers.length })
  })
})
