import { customers } from '@rapport/contract/customer/customers'
import { makeBranch, makeCustomer, makeRegion, makeVisit } from '@rapport/database/factories'
import { afterAll, expect, it } from 'vitest'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { startApi } from '#http/testing.ts'
import { birthdaysFrom } from './birthdays.ts'

const api = await startApi({ now: () => new Date('2027-02-26T02:00:00Z') })
afterAll(() => api.close())
const branch = await api.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
const am = await api.signIn('account-manager', branch)
const made = (name: string, birthOn: string | null = null) =>
  api.make((db) =>
    makeCustomer(db, api.product.seal, { owner: { id: am.userId }, unit: branch, name, ...(birthOn && { birthOn }) }),
  )
const listed = async (query: Record<string, string>) =>
  (await am.call(customers.list, { query })).items.map(({ name }) => name)

it('birthdays go over the end of the year, and 29 February is kept on the 28th where there is none', () => {
  expect(birthdaysFrom('2026-12-30', 4)).toEqual(['12-30', '12-31', '01-01', '01-02'])
  expect(birthdaysFrom('2027-02-27', 3)).toEqual(['02-27', '02-28', '02-29', '03-01'])
  expect(birthdaysFrom('2028-02-27', 3)).toEqual(['02-27', '02-28', '02-29'])
  expect(birthdaysFrom('2028-02-28', 1)).toEqual(['02-28'])
})

it('who has a birthday soon is found, whatever the year of birth', async () => {
  await made('甲今日', '1960-02-26')
  await made('乙闰日', '1988-02-29')
  await made('丙三月', '1990-03-05')
  await made('丁不明')
  expect(await listed({ birthdayWithin: '1' })).toEqual(['甲今日'])
  expect((await listed({ birthdayWithin: '7' })).sort()).toEqual(['乙闰日', '甲今日'].sort())
  expect((await listed({ birthdayWithin: '8' })).sort()).toEqual(['丙三月', '乙闰日', '甲今日'].sort())
})

it('whom nobody has contacted for so many days is found, also who never was', async () => {
  const staff = { id: am.userId }
  const [late, lately, never] = [await made('久未联系'), await made('刚刚联系'), await made('从未联系')]
  await api.make((db) =>
    makeVisit(db, { customer: late, staff, plannedOn: '2026-11-27', state: 'recorded', outcome: 'reached' }),
  )
  await api.make((db) =>
    makeVisit(db, { customer: lately, staff, plannedOn: '2026-11-29', state: 'recorded', outcome: 'reached' }),
  )
  while (await renewSegments(api.product));
  const names = await listed({ notContactedFor: '90', q: '联系' })
  expect(names.sort()).toEqual(['久未联系', '从未联系'].sort())
  expect(never.id).toBeTruthy()
})
