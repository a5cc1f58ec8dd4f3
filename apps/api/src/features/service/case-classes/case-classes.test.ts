import type { BodyOf } from '@rapport/contract/endpoint'
import { caseClasses } from '@rapport/contract/service/case-classes'
import { cases } from '@rapport/contract/service/cases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/customer/testing.ts'
import { type ServiceFirm, startService } from '#features/service/cases/testing.ts'

let firm: ServiceFirm
beforeAll(async () => {
  firm = await startService()
})
afterAll(() => firm.api.close())

const demands: BodyOf<typeof caseClasses.put> = {
  name: 'Complaint',
  nameZh: '一般投诉',
  kind: 'complaint',
  importance: 'normal',
  acknowledgeMinutes: 60,
  acceptDays: 10,
  finishDays: 45,
  extensionDays: 15,
  targetDays: 3,
  approval: false,
  skill: null,
  retired: false,
  validFrom: '2026-11-23',
}
const put = (code: string, change: Partial<typeof demands> = {}) =>
  firm.ho.call(caseClasses.put, { params: { code }, body: { ...demands, ...change } })

describe('classes of cases', () => {
  it('stand ready with the limits of the trade, and are seen by whoever works with cases', async () => {
    const { items } = await firm.sa.call(caseClasses.list)
    expect(items.find(({ code }) => code === 'complaint')).toMatchObject({
      nameZh: '一般投诉',
      acceptDays: 15,
      finishDays: 60,
      extensionDays: 30,
      targetDays: 5,
      approval: true,
    })
    expect(
      items.every(({ acceptDays, kind }) => (acceptDays !== null) === ['complaint', 'report'].includes(kind)),
    ).toBe(true)
  })

  it('change from a day on: cases registered before keep what was promised then', async () => {
    const before = await firm.register(firm.sa)
    await put('complaint')
    const same = await firm.register(firm.sa)
    expect([before, same].map((one) => one.class.finishDays)).toEqual([60, 60])
    firm.at('2026-11-23T02:00:00Z')
    const after = await firm.register(firm.sa)
    expect(after).toMatchObject({
      class: { finishDays: 45, validFrom: '2026-11-23' },
      acknowledgeDueAt: '2026-11-23T03:00:00.000Z',
      acceptDueAt: '2026-12-03T15:59:59.999Z',
    })
    expect((await firm.see(firm.sa, before.id)).class.finishDays).toBe(60)
    firm.at('2026-11-20T02:00:00Z')
  })

  it('that exist change from tomorrow at the earliest and never their kind; what is retired takes nothing new', async () => {
    const refused = (asked: Promise<unknown>) => refusalOf(asked)
    expect(await refused(put('complaint', { validFrom: '2026-11-20' }))).toMatchObject({
      errors: [{ field: 'validFrom', code: 'case-class.from-tomorrow' }],
    })
    const enquiry = { kind: 'enquiry' as const, acceptDays: null }
    expect(await refused(put('complaint', enquiry))).toMatchObject({ errors: [{ field: 'kind' }] })
    expect(await refused(put('new', { validFrom: '2026-11-19' }))).toMatchObject({
      errors: [{ code: 'case-class.past' }],
    })
    expect(await refused(put('new', { acceptDays: null }))).toMatchObject({
      errors: [{ code: 'case-class.accept-days' }],
    })
    expect(await put('new', { validFrom: '2026-11-20', retired: true })).toMatchObject({ code: 'new', retired: true })
    for (const classCode of ['new', 'nothing'])
      expect(await refused(firm.register(firm.sa, { classCode }))).toMatchObject({
        status: 422,
        errors: [{ field: 'classCode', code: 'case-class.none' }],
      })
  })

  it('of another way are only taken while nothing was decided; limits are counted from the same beginning', async () => {
    const { sa, register, take } = firm
    const made = await register(sa, { classCode: 'enquiry' })
    const change = (id: string, version: number, classCode: string) =>
      sa.call(cases.change, { params: { id }, version, body: { classCode } })
    const complaint = await change(made.id, made.version, 'complaint-difficult')
    expect(complaint).toMatchObject({
      kind: 'complaint',
      turn: 'acknowledge',
      targetDueAt: '2026-12-11T09:30:00.000Z',
      finishDueAt: '2027-01-19T15:59:59.999Z',
    })
    await take(sa, made.id, { step: 'accept', note: null })
    const { version } = await firm.see(sa, made.id)
    expect(await refusalOf(change(made.id, version, 'enquiry'))).toMatchObject({ errors: [{ field: 'classCode' }] })
    expect(await refusalOf(change(made.id, 1, 'report'))).toMatchObject({ status: 412 })
  })
})
