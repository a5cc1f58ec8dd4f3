import { suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import type { BodyOf } from '@rapport/contract/endpoint'
import { canonical } from '@rapport/suitability/proof'
import { csrcRules, mifidRules } from '@rapport/suitability/regimes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let now = new Date('2026-11-20T04:00:00Z')
beforeAll(async () => {
  api = await startApi({ now: () => now })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const { regime: _, ...csrc } = structuredClone(csrcRules) as never as { regime: string } & BodyOf<
  typeof suitabilityRules.draft
>['definition']
const body = (of: Partial<typeof csrc> = {}, regime: 'csrc' | 'mifid-ii' = 'csrc') => ({
  ...{ regime, name: 'Ours', nameZh: '本公司规则' },
  definition: { ...csrc, ...of },
})
const list = async () => (await firm.am.call(suitabilityRules.list)).items
const open = async (id: string) => firm.am.call(suitabilityRules.open, { params: { id } })
const goLive = ({ id, version }: { id: string; version: number }, effectiveFrom = '2026-11-20', who = firm.co) =>
  who.call(suitabilityRules.goLive, { params: { id }, version, body: { effectiveFrom } } as never)
const inForce = async () => (await list()).filter((one) => one.inForce)

describe('rules of suitability', () => {
  it('are there from the first day: the Chinese regime in force, the European one as a draft that may follow', async () => {
    const items = await list()
    expect(items).toMatchObject([
      { regime: 'csrc', number: 1, state: 'live', inForce: true, effectiveFrom: '2000-01-01', madeBy: null },
      { regime: 'mifid-ii', number: 1, state: 'draft', inForce: false, effectiveFrom: null, madeBy: null },
    ])
    const [chinese, european] = await Promise.all(items.map(({ id }) => open(id)))
    expect(canonical({ ...chinese!.definition, regime: 'csrc' })).toBe(canonical(csrcRules))
    const classes = csrcRules.classes.map((one) => ({ ...one, hardStop: false }))
    expect(canonical({ ...european!.definition, regime: 'mifid-ii' })).toBe(canonical({ ...mifidRules, classes }))
  })

  it('are drafted once at a time, by who may, and not of another regime than before', async () => {
    expect(
      await refusalOf(firm.ho.call(suitabilityRules.draft, { body: body({}, 'mifid-ii') as never })),
    ).toMatchObject({
      ...{ status: 409, errors: [{ field: 'regime', code: 'suitability.drafted' }] },
    })
    expect(await refusalOf(firm.co.call(suitabilityRules.draft, { body: body() as never }))).toMatchObject({
      status: 403,
    })
    const draft = (await list()).find(({ state }) => state === 'draft')!
    const change = { params: { id: draft.id }, version: draft.version, body: body() }
    expect(await refusalOf(firm.ho.call(suitabilityRules.redraft, change as never))).toMatchObject({
      errors: [{ field: 'regime', code: 'suitability.regime-kept' }],
    })
  })

  it.each([
    ['classes out of their order', { classes: [...csrcRules.classes].reverse() }, 'suitability.classes-order'],
    [
      'a class that may more than the one above it',
      { classes: csrcRules.classes.map((one) => (one.code === 'C1' ? { ...one, highestGrade: 5 } : one)) },
      'suitability.grades-order',
    ],
    [
      'a step that is done twice',
      withMatch([{ code: 'match-opinion' }, { code: 'match-opinion' }]),
      'suitability.step-twice',
    ],
    ['a pause that nothing comes before', withMatch([{ code: 'cooling-off', hours: 24 }]), 'suitability.pause'],
    ['a pause without length', withMatch([{ code: 'match-opinion' }, { code: 'cooling-off' }]), 'suitability.pause'],
    [
      'a class that nobody found out',
      { tests: csrcRules.tests.map((one) => ({ ...one, assessed: false })) },
      'suitability.class-unknown',
    ],
  ])('with %s are not kept', async (_case, of, code) => {
    const refused = await refusalOf(firm.ho.call(suitabilityRules.draft, { body: body(of as never) as never }))
    expect(refused).toMatchObject({ status: 422, errors: expect.arrayContaining([expect.objectContaining({ code })]) })
  })

  it('go into force by a second person from a day on, and are never changed then', async () => {
    const made = await firm.ho.call(suitabilityRules.draft, { body: body({ retentionYears: 25 }) as never })
    expect(made).toMatchObject({ number: 2, state: 'draft', inForce: false, definition: { retentionYears: 25 } })
    expect(await refusalOf(goLive(made, '2026-11-19'))).toMatchObject({
      errors: [{ field: 'effectiveFrom', code: 'day.past' }],
    })
    expect(await refusalOf(goLive({ ...made, version: made.version + 7 }))).toMatchObject({ status: 412 })
    const live = await goLive(made, '2026-11-22')
    expect(live).toMatchObject({ state: 'live', inForce: false, approvedBy: { id: firm.co.userId } })
    expect(await inForce()).toMatchObject([{ regime: 'csrc', number: 1 }])
    now = new Date('2026-11-22T04:00:00Z')
    expect(await inForce()).toMatchObject([{ regime: 'csrc', number: 2 }])
    const change = { params: { id: made.id }, version: live.version, body: body() }
    expect(await refusalOf(firm.ho.call(suitabilityRules.redraft, change as never))).toMatchObject({
      ...{ status: 409, code: 'suitability.not-draft' },
    })
    for (const sql of [
      `update suitability_rules set definition = '{}' where id = $1`,
      `update suitability_rules set effective_from = '2020-01-01' where id = $1`,
      'delete from suitability_rules where id = $1',
    ])
      await expect(api.make((db) => db.rows('', sql, [made.id]))).rejects.toMatchObject({
        code: expect.stringMatching(/23514|42501/),
      })
  })

  it('are not put into force by who wrote them', async () => {
    const made = await firm.ho.call(suitabilityRules.draft, { body: body() as never })
    await api.make((db) =>
      db.rows('', 'update suitability_rules set made_by = $2 where id = $1', [made.id, firm.co.userId]),
    )
    const { version } = await open(made.id)
    expect(await refusalOf(goLive({ id: made.id, version }, '2026-11-22'))).toMatchObject({
      ...{ status: 403, code: 'suitability.own-draft' },
    })
  })

  it('of another regime hold as soon as theirs is the latest day', async () => {
    const european = (await list()).find(({ regime }) => regime === 'mifid-ii')!
    await goLive(european, '2026-11-22')
    expect(await inForce()).toMatchObject([{ regime: 'mifid-ii', number: 1 }])
  })
})

function withMatch(match: readonly object[]) {
  return { tests: csrcRules.tests.map((one) => ({ ...one, steps: { ...one.steps, match } })) }
}
