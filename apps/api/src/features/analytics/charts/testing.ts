import { levels, riskLevels } from '@rapport/contract/customer/vocabulary'
import { visitOutcomes } from '@rapport/contract/service/care-visits'
import {
  makeAccount,
  makeBranch,
  makeCustomer,
  makeHeadOffice,
  makeRegion,
  makeSecurity,
  makeTeam,
  makeTrade,
  makeVisit,
} from '@rapport/database/factories'
import type { Api, Client } from '#http/testing.ts'

type Unit = { id: string; name: string }
const dayIn = (month: string, n: number) => `${month}-${String(1 + (n % 28)).padStart(2, '0')}`

/**
 * Two regions, three branches, a team, and customers in all of them and in a region itself: every level and risk level
 * and none, opened over two years, with visits of every outcome and trades. The business day is 2026-11-20.
 */
export async function makeChartFirm(api: Api) {
  const units = await api.make(async (db) => {
    const headOffice = await makeHeadOffice(db)
    const [east, west] = [await makeRegion(db), await makeRegion(db)]
    const [north, south] = [await makeBranch(db, { region: east }), await makeBranch(db, { region: east })]
    const far = await makeBranch(db, { region: west })
    const team = await makeTeam(db, { branch: north })
    return { headOffice, east, west, north, south, far, team }
  })
  const people = {
    am: await api.signIn('account-manager', units.north),
    other: await api.signIn('account-manager', units.far),
    bm: await api.signIn('branch-manager', units.north),
    teamLeader: await api.signIn('branch-manager', units.team),
    regional: await api.signIn('branch-manager', units.east),
    ho: await api.signIn('head-office', units.headOffice),
    co: await api.signIn('compliance', units.headOffice),
    sa: await api.signIn('service-agent', units.north),
    admin: await api.signIn('administrator', units.headOffice),
  }
  const places: [Unit, Client, number][] = [
    [units.north, people.am, 23],
    [units.team, people.teamLeader, 12],
    [units.south, people.regional, 9],
    [units.far, people.other, 14],
    [units.west, people.other, 3],
  ]
  await api.make(async (db) => {
    const security = await makeSecurity(db)
    let n = 0
    for (const [unit, owner, customers] of places)
      for (let i = 0; i < customers; i++, n++) {
        const openedOn = n % 11 === 0 ? null : dayIn(`${2025 + (n % 2)}-${String(1 + (n % 12)).padStart(2, '0')}`, n)
        const riskLevel = riskLevels[n % 7] ?? null
        const customer = await makeCustomer(db, api.product.seal, {
          owner: { id: owner.userId },
          unit,
          openedOn,
          level: levels[n % 6] ?? null,
          profile: { asOf: '2026-01-05', riskLevel, riskBasis: riskLevel ? 'assessed' : 'unavailable' },
        })
        for (let v = 0; v < 3; v++) {
          const outcome = visitOutcomes[(n + v) % 7]
          const state = (n + v) % 7 === 5 ? 'planned' : 'cancelled'
          const plannedOn = dayIn(v === 0 ? '2026-11' : '2026-10', n * 3 + v * 5)
          const visit = { customer, staff: { id: owner.userId }, plannedOn }
          await makeVisit(db, { ...visit, ...(outcome ? { outcome } : { state }) })
        }
        const account = await makeAccount(db, { customer })
        for (let t = 0; t < n % 4; t++) {
          const tradedAt = `${dayIn(`2026-${t === 1 ? '09' : '10'}`, n + t)}T10:00:00+08:00`
          const quantity = String(100 + n)
          await makeTrade(db, {
            customer,
            account,
            security,
            side: t % 2 ? 'sell' : 'buy',
            quantity,
            price: '1.5',
            tradedAt,
          })
        }
      }
    // One removed, one handed over from the far branch to the south one, after they traded and were visited.
    const traderOf = async (unit: { id: string }) => {
      const text =
        'select distinct c.id from customers c join warehouse.trades t on t.customer_id = c.id where c.unit_id = $1'
      const [trader] = await db.rows<{ id: string }>('', text, [unit.id])
      return trader!.id
    }
    await db.customer.update({ where: { id: await traderOf(units.north) }, data: { deletedAt: new Date() } })
    await db.customer.update({
      where: { id: await traderOf(units.far) },
      data: { unitId: units.south.id, ownerId: people.regional.userId },
    })
  })
  return { ...people, units }
}
export type ChartFirm = Awaited<ReturnType<typeof makeChartFirm>>
export const now = () => new Date('2026-11-20T02:00:00Z')
