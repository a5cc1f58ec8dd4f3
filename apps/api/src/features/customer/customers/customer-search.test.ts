import { customers } from '@rapport/contract/customer/customers'
import { makeAccount } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, residentId } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

type Query = Record<string, string>
const idsOf = async (who: Client, query: Query) => {
  const { items, total } = await who.call(customers.list, { query: { limit: '200', ...query } as never })
  expect(total).toBe(items.length)
  return items.map((item) => item.id).sort()
}

describe('searching customers', () => {
  let reader: Client
  const found = async (q: string) =>
    (await reader.call(customers.list, { query: { q } })).items.map((item) => item.name).sort()
  const number = residentId()
  beforeAll(async () => {
    reader = await api.signIn('account-manager', firm.branch)
    const one = await firm.customerOf(reader, {
      name: '诸葛孔明',
      customerNo: '880000123456',
      identifications: [{ type: 'resident-id', number }],
      contactPoints: [
        { kind: 'mobile', value: '13700009999' },
        { kind: 'email', value: 'kongming@shu.example' },
      ],
    })
    await api.make((db) => makeAccount(db, { customer: one, number: 'A7654321' }))
    await firm.customerOf(reader, { name: '孔融', customerNo: '880000999999' })
    await firm.customerOf(reader, { name: '100%_满意\\公司', customerNo: '880000111111' })
    await firm.customerOf(reader, { name: 'Zhuge Liang', customerNo: '880000222222' })
    await firm.customerOf(reader, { name: '甲乙甲', customerNo: '880000333333' })
    await firm.customerOf(firm.colleague, {
      name: '诸葛瑾',
      customerNo: '770000123456',
      identifications: [{ type: 'resident-id', number }],
      contactPoints: [{ kind: 'mobile', value: '13700009999' }],
    })
  })

  it.each([
    ['one character', '孔', ['孔融', '诸葛孔明']],
    ['the middle of a name', '葛孔', ['诸葛孔明']],
    ['the end of a name', '明', ['诸葛孔明']],
    ['pinyin', 'zhuge', ['Zhuge Liang', '诸葛孔明']],
    ['pinyin from the middle', 'kongm', ['诸葛孔明']],
    ['initials', 'zgkm', ['诸葛孔明']],
    ['one letter', 'k', ['孔融']],
    ['capitals and blanks', ' ZHU GE ', ['Zhuge Liang', '诸葛孔明']],
    ['pairs that do not stand together', '诸明', []],
    ['pairs that all stand there in another order', '乙甲乙', []],
    ['the end of a customer number', '123456', ['诸葛孔明']],
    ['the whole customer number', '880000123456', ['诸葛孔明']],
    ['the end of an account number', '54321', ['诸葛孔明']],
    ['the whole account number', 'a7654321', ['诸葛孔明']],
    ['a part of a customer number that is not its end', '8800001', []],
    ['two last digits, too few for a tail', '56', []],
    ['a whole mobile', '137 0000 9999', ['诸葛孔明']],
    ['a part of a mobile', '0009999', []],
    ['a whole e-mail', 'kongming@shu.example', ['诸葛孔明']],
    ['a percent sign as itself', '%', []],
    ['a percent sign within', '0%_', ['100%_满意\\公司']],
    ['an underscore as itself', '_满', ['100%_满意\\公司']],
    ['a backslash as itself', '意\\公', ['100%_满意\\公司']],
    ['a wildcard that would match', '孔_', []],
    ['an empty full-text query', '& | ! <-> :*', []],
    ['SQL', "') or 1=1 --", []],
  ])('finds by %s', async (_, q, names) => {
    expect(await found(q)).toEqual([...names].sort())
  })

  it('finds by a whole ID number, and only own customers', async () => {
    expect(await found(number)).toEqual(['诸葛孔明'])
    expect(await found(number.slice(0, 17))).toEqual([])
  })

  it('finds the same with an index in the way of those who see more', async () => {
    for (const q of ['孔', '葛孔', 'zhuge', 'k', '123456', '54321', '13700009999', number, '0%_', '诸明']) {
      const own = await idsOf(reader, { q })
      for (const who of [firm.bm, firm.sa, firm.ho, firm.co])
        expect([q, await idsOf(who, { q, owner: reader.userId })]).toEqual([q, own])
    }
  })

  it('looks a whole number up without writing it into an address, within what is in sight', async () => {
    const lookUp = async (who: Client, number: string) =>
      (await who.call(customers.lookUp, { body: { number } })).items.map((item) => item.name).sort()
    for (const whole of [
      number,
      number.toLowerCase(),
      '+86 137-0000-9999',
      'kongming@SHU.example',
      '880000123456',
      'A7654321',
    ])
      expect([whole, await lookUp(reader, whole)]).toEqual([whole, ['诸葛孔明']])
    expect(await lookUp(firm.bm, number)).toEqual(['诸葛孔明', '诸葛瑾'].sort())
    expect(await lookUp(firm.stranger, number)).toEqual([])
    expect(await lookUp(reader, '123456')).toEqual([])
  })

  it('does not write what was searched for into the trail', async () => {
    await reader.call(customers.exportRows, { query: { q: '13700009999' } })
    await reader.call(customers.lookUp, { body: { number: '13700009999' } })
    const events = await api.make((db) => db.auditEvent.findMany({ where: { actorId: reader.userId } }))
    expect(events.map((event) => event.action)).toContain('export')
    expect(JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? Number(value) : value))).not.toContain(
      '13700009999',
    )
  })
})
