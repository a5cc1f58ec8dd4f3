import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { smallDefinition, smallDraft } from './testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const draft = (of: Partial<typeof smallDraft> = {}, who = firm.ho) =>
  who.call(questionnaires.draft, { body: { ...smallDraft, ...of } })
const goLive = ({ id, version }: { id: string; version: number }, effectiveFrom = '2026-11-20', who = firm.co) =>
  who.call(questionnaires.goLive, { params: { id }, version, body: { effectiveFrom } } as never)
const listed = async (code: string) =>
  (await firm.am.call(questionnaires.list)).items.filter((one) => one.code === code)

describe('questionnaires', () => {
  it('are there from the first day: twenty questions for persons, ten for organisations', async () => {
    const { items } = await firm.am.call(questionnaires.list)
    expect(items).toMatchObject([
      { code: 'organisations', kind: 'organisation', questions: 10, state: 'live', asked: true, madeBy: null },
      { code: 'persons', kind: 'person', questions: 20, state: 'live', asked: true, madeBy: null },
    ])
    const persons = await firm.am.call(questionnaires.open, { params: { id: items[1]!.id } })
    const { questions, scales } = persons.definition
    const most = questions.map(({ options }) => Math.max(...options.map(({ points }) => points)))
    const least = questions.map(({ options }) => Math.min(...options.map(({ points }) => points)))
    const sum = (points: number[]) => points.reduce((total, one) => total + one, 0)
    expect([sum(least), sum(most)]).toEqual([19, 100])
    expect(scales[0]!.bands.map(({ from }) => from)).toEqual([0, 20, 37, 54, 83])
  })

  it('go from draft to being asked by a second person, from a day on, and never change then', async () => {
    const made = await draft({ code: 'two-people' })
    expect(made).toMatchObject({ number: 1, state: 'draft', effectiveFrom: null, asked: false })
    const live = await goLive(made, '2026-11-25')
    expect(live).toMatchObject({ state: 'live', effectiveFrom: '2026-11-25', asked: false })
    const change = { params: { id: made.id }, version: live.version, body: { ...smallDraft, code: 'two-people' } }
    expect(await refusalOf(firm.ho.call(questionnaires.redraft, change as never))).toMatchObject({
      ...{ status: 409, code: 'questionnaire.not-draft' },
    })
    const change2 = api.make((db) =>
      db.rows('', `update questionnaires set definition = '{}' where id = $1`, [made.id]),
    )
    await expect(change2).rejects.toMatchObject({ code: '23514' })
    const next = await draft({ code: 'two-people' })
    await goLive(next)
    expect(await listed('two-people')).toMatchObject([
      { number: 2, asked: true },
      { number: 1, asked: false },
    ])
  })

  it('of one code have one draft, also when two begin at once', async () => {
    await draft({ code: 'once' })
    expect(await refusalOf(draft({ code: 'once' }))).toMatchObject({
      ...{ status: 409, errors: [{ field: 'code', code: 'questionnaire.drafted' }] },
    })
    const both = await Promise.allSettled([draft({ code: 'twice' }), draft({ code: 'twice' })])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listed('twice')).toHaveLength(1)
  })

  it('are not put into force by who wrote them, in the past, or in another version than the one read', async () => {
    const made = await draft({ code: 'checked' })
    // Somebody with both rights.
    await api.make((db) =>
      db.rows('', 'update questionnaires set made_by = $2 where id = $1', [made.id, firm.co.userId]),
    )
    const { version } = (await listed('checked'))[0]!
    expect(await refusalOf(goLive({ ...made, version }))).toMatchObject({
      status: 403,
      code: 'questionnaire.own-draft',
    })
    await api.make((db) =>
      db.rows('', 'update questionnaires set made_by = $2 where id = $1', [made.id, firm.ho.userId]),
    )
    expect(await refusalOf(goLive({ ...made, version: version + 7 }))).toMatchObject({ status: 412 })
    const { version: now } = (await listed('checked'))[0]!
    expect(await refusalOf(goLive({ ...made, version: now }, '2026-11-19'))).toMatchObject({
      errors: [{ field: 'effectiveFrom', code: 'day.past' }],
    })
    expect(await listed('checked')).toMatchObject([{ state: 'draft' }])
  })

  it('keep their code and kind', async () => {
    const made = await draft({ code: 'kept' })
    const again = (body: object) =>
      firm.ho.call(questionnaires.redraft, { params: { id: made.id }, version: made.version, body } as never)
    expect(await refusalOf(again({ ...smallDraft, code: 'other' }))).toMatchObject({ errors: [{ field: 'code' }] })
    expect(await refusalOf(again({ ...smallDraft, code: 'kept', kind: 'organisation' }))).toMatchObject({
      errors: [{ field: 'kind' }],
    })
    expect(await again({ ...smallDraft, code: 'kept', name: 'Renamed' })).toMatchObject({ name: 'Renamed', version: 2 })
    expect(await refusalOf(draft({ code: 'persons', kind: 'organisation' }))).toMatchObject({
      errors: [{ field: 'kind', code: 'questionnaire.other-kind' }],
    })
  })

  const [risk] = smallDefinition.scales
  it.each([
    [
      'a question of the same code',
      { questions: [...smallDefinition.questions, smallDefinition.questions[0]!] },
      'definition.questions.2.code',
    ],
    [
      'a scale of a question that is not there',
      { scales: [{ ...risk!, questions: ['q9'] }] },
      'definition.scales.0.questions',
    ],
    ['a question counted twice', { scales: [{ ...risk!, questions: ['q1', 'q1'] }] }, 'definition.scales.0.questions'],
    [
      'bands that fall',
      {
        scales: [
          {
            ...risk!,
            bands: [
              { from: 9, class: 'C1' },
              { from: 0, class: 'C2' },
            ],
          },
        ],
      },
      'definition.scales.0.bands',
    ],
    [
      'classes that fall',
      {
        scales: [
          {
            ...risk!,
            bands: [
              { from: 0, class: 'C2' },
              { from: 9, class: 'C1' },
            ],
          },
        ],
      },
      'definition.scales.0.bands',
    ],
    [
      'a class that is none',
      { scales: [{ ...risk!, bands: [{ from: 0, class: 'C9' }] }] },
      'definition.scales.0.bands',
    ],
    [
      'no scale of risk first',
      { scales: [{ ...risk!, code: 'capacity', bands: [{ from: 0, class: 'below-30k' }] }] },
      'definition.scales.0.code',
    ],
    ['a lowest answer without a lowest class', { lowestClass: null }, 'definition.questions.1.options'],
    [
      'a contradiction of nothing',
      { contradictions: [{ question: 'q1', option: 'z', with: { question: 'q2', option: 'a' } }] },
      'definition.contradictions.0',
    ],
  ])('with %s are refused on their field', async (_, change, field) => {
    const definition = { ...smallDefinition, ...change } as typeof smallDefinition
    const refusal = await refusalOf(draft({ code: 'faulty', definition }))
    expect(refusal).toMatchObject({ status: 422 })
    expect(((refusal?.errors ?? []) as { field: string }[]).map((one) => one.field)).toContain(field)
    expect(await listed('faulty')).toEqual([])
  })
})
