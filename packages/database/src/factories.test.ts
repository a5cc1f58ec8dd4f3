import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from './as-viewer.ts'
import { Connections } from './connections.ts'
import { builtInRoles, roleCodes } from './factories/roles.ts'
import {
  makeAccount,
  makeBranch,
  makeCustomer,
  makePrice,
  makeProfile,
  makeRegion,
  makeRoles,
  makeSecurity,
  makeTeam,
  makeTrade,
  makeUser,
  makeVisit,
} from './factories.ts'
import { Seal } from './seal.ts'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

const seal = new Seal(`k1:${Buffer.alloc(32, 1).toString('base64')}`, Buffer.alloc(32, 2).toString('base64'))
let database: TestDatabase
let connections: Connections

beforeAll(async () => {
  database = await cloneDatabase()
  connections = new Connections(database.appUrl, { most: 8 })
})
afterAll(async () => {
  await connections.end()
  await database.drop()
})

test('roles are made once, with the rights that are written down, however many make them', async () => {
  const made = await Promise.all([1, 2, 3].map(() => asSystem(connections, {}, makeRoles)))
  expect(made[1]).toEqual(made[0])
  expect(Object.keys(made[0]!).sort()).toEqual([...roleCodes].sort())
  const rows = await asSystem(connections, {}, (db) => db.role.findMany())
  for (const { code, permissions, scope, clearance } of rows)
    expect({ permissions, scope, clearance }).toEqual({
      permissions: builtInRoles[code as keyof typeof builtInRoles].permissions,
      scope: builtInRoles[code as keyof typeof builtInRoles].scope,
      clearance: builtInRoles[code as keyof typeof builtInRoles].clearance,
    })
})

test('branches made at the same time all end up below the one head office', async () => {
  const branches = await Promise.all([1, 2, 3, 4].map(() => asSystem(connections, {}, (db) => makeBranch(db))))
  await asSystem(connections, {}, async (db) => {
    const team = await makeTeam(db, { branch: await makeBranch(db, { region: await makeRegion(db) }) })
    const above = await db.unitAncestry.findMany({ where: { descendantId: team.id } })
    expect(above).toHaveLength(4)
    expect(await db.unit.count({ where: { kind: 'head-office' } })).toBe(1)
    for (const { id } of branches) expect(await db.unitAncestry.count({ where: { descendantId: id } })).toBe(2)
  })
})

test('a customer with all that hangs on it is kept as the product keeps it', async () => {
  await asSystem(connections, {}, async (db) => {
    const branch = await makeBranch(db)
    const staff = await makeUser(db, { role: 'account-manager', unit: branch, passwordHash: 'a hash' })
    const customer = await makeCustomer(db, seal, {
      owner: staff,
      unit: branch,
      name: '单雄信',
      identifications: [{ type: 'resident-id', number: '11010519491231002X' }],
      contactPoints: [{ kind: 'mobile', value: '13812345678' }],
      contactPersons: [{ name: '李四', phone: '13900000000', email: 'li@mail.example', primary: true }],
      bankCards: [{ bank: '中禾银行', number: '6222021234567890128' }],
    })
    await makeProfile(db, { customer, asOf: '2024-01-02', riskLevel: 'C4', assessedOn: '2024-01-02' })
    await makeProfile(db, { customer, asOf: '2022-01-02', riskLevel: 'C2', assessedOn: '2022-01-02' })
    const account = await makeAccount(db, { customer, number: '880012345678' })
    const security = await makeSecurity(db)
    await makePrice(db, { security, pricedOn: '2024-02-01', price: '10.5' })
    const trade = { customer, account, security, side: 'buy', quantity: '100', price: '10.01' } as const
    await makeTrade(db, { ...trade, tradedAt: '2024-01-31T23:30:00Z' })
    const visit = await makeVisit(db, { customer, staff, plannedOn: '2024-02-01', outcome: 'reached', content: 'ok' })

    const kept = await db.customer.findUniqueOrThrow({ where: { id: customer.id }, include: { assignments: true } })
    expect(kept).toMatchObject({ namePinyin: 'shanxiongxin', riskLevel: 'C4', ownerId: staff.id, unitId: branch.id })
    expect(kept.searchKeys).toContain('#5678')
    expect(kept.assignments).toHaveLength(1)
    const [point] = await db.contactPoint.findMany({ where: { customerId: customer.id } })
    expect(seal.open(point!.valueSealed, `contact_points.value.${point!.id}`)).toBe('13812345678')
    expect(point!.valueHash).toBe(seal.hash('mobile', '13812345678'))
    const [person] = await db.contactPerson.findMany({ where: { customerId: customer.id } })
    expect(seal.open(person!.phoneSealed!, `contact_persons.phone.${person!.id}`)).toBe('13900000000')
    expect(seal.open(person!.emailSealed!, `contact_persons.email.${person!.id}`)).toBe('li@mail.example')
    const months = await db.rows(
      '',
      'select month, trim_scale(traded_value) as traded from warehouse.customer_months where customer_id = $1',
      [customer.id],
    )
    // Half past eleven at night in London is the next morning in Shanghai.
    expect(months).toEqual([{ month: '2024-02-01', traded: '1001' }])
    expect(await db.careVisit.findUniqueOrThrow({ where: { id: visit.id } })).toMatchObject({
      state: 'recorded',
      recordedBy: staff.id,
      unitId: branch.id,
    })
    expect((await db.security.findUniqueOrThrow({ where: { id: security.id } })).lastPrice?.toString()).toBe('10.5')
  })
})
