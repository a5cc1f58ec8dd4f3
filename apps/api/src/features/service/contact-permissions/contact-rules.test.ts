import { type ContactRules, contactPermissions } from '@rapport/contract/service/contact-permissions'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startService } from '#features/service/cases/testing.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'

let firm: Awaited<ReturnType<typeof startService>>
beforeAll(async () => {
  firm = await startService()
})
afterAll(() => firm.api.close())

it('quiet hours and caps are set from tomorrow at the earliest, and once more for the same day', async () => {
  const rules: ContactRules = {
    validFrom: '2026-11-21',
    quietFrom: '20:00',
    quietUntil: '09:00',
    callQuietFrom: '12:00',
    callQuietUntil: '14:00',
    caps: [{ channel: 'sms', days: 7, most: 1 }],
  }
  const set = (more: Partial<ContactRules> = {}) =>
    firm.ho.call(contactPermissions.setRules, { body: { ...rules, ...more } })
  expect(await refusalOf(set({ validFrom: '2026-11-20' }))).toEqual([422, 'contact-rules.from-tomorrow'])
  expect(await set()).toEqual(rules)
  expect(await set({ quietFrom: '19:00' })).toMatchObject({ quietFrom: '19:00' })
  const { items } = await firm.sa.call(contactPermissions.rules)
  expect(items.map(({ validFrom, quietFrom }) => [validFrom, quietFrom])).toEqual([
    ['2026-11-21', '19:00'],
    ['2000-01-01', '21:00'],
  ])
})
