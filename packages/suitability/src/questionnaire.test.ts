import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answers, rangeOf, score, wrongAnswers } from './questionnaire.ts'
import { answersWorth, twentyQuestions, worked } from './testing.ts'

const asked = twentyQuestions()

describe('the twenty questions of domain 1.3', () => {
  it('are worth 19 to 100 points', () => {
    const counted = {
      ...asked,
      questions: asked.questions.map((one) => ({
        ...one,
        options: one.options.filter((option) => !('lowest' in option)),
      })),
    }
    expect(rangeOf(counted, asked.scales[0])).toEqual({ least: 19, most: 100 })
  })

  it.each([
    ['natural persons (SAC)', [0, 20, 37, 54, 83]],
    ['a form of a broker', [0, 20, 40, 60, 80]],
    ['a fund company', [24, 35, 49, 63, 81]],
  ])('come to 70 points and C4 by the scheme of %s', (_, bands) => {
    expect(score(twentyQuestions(bands), worked)).toMatchObject({ class: 'C4', lowestBy: [], scales: [{ total: 70 }] })
  })

  it('put whoever cannot bear any loss into the lowest class, whatever the total', () => {
    const scored = score(asked, { ...answersWorth(Array(20).fill(5).with(3, 5)), q15: ['f'] })
    expect(scored).toMatchObject({ class: 'C1-min', lowestBy: ['q15'], scales: [{ total: 95, class: 'C5' }] })
  })

  it.each([
    [19, 'C1'],
    [20, 'C2'],
    [36, 'C2'],
    [37, 'C3'],
    [53, 'C3'],
    [54, 'C4'],
    [82, 'C4'],
    [83, 'C5'],
  ])('%i points are %s', (total, level) => {
    const one = { ...asked, scales: [{ ...asked.scales[0], questions: ['q1'] }] as const }
    const worth = {
      ...one,
      questions: [{ code: 'q1', many: false, options: [{ code: 'a', points: total }] }],
    }
    expect(score(worth, { q1: ['a'] }).class).toBe(level)
  })

  it('count the best of several answers', () => {
    expect(score(asked, { ...worked, q9: ['a', 'c', 'b'] }).scales[0].points.q9).toBe(5)
  })
})

describe('answers', () => {
  const wrongWith = (change: Answers) => wrongAnswers(asked, { ...worked, ...change })

  it('that are whole have nothing wrong', () => expect(wrongWith({})).toEqual([]))

  it.each([
    ['not given', { q3: [] }, { question: 'q3', code: 'unanswered' }],
    ['not among the options', { q3: ['z'] }, { question: 'q3', code: 'unknown-option' }],
    ['to a question that is not asked', { q21: ['a'] }, { question: 'q21', code: 'unknown-question' }],
    ['two where one is asked', { q3: ['a', 'b'] }, { question: 'q3', code: 'only-one' }],
    ['given twice', { q9: ['a', 'a'] }, { question: 'q9', code: 'chosen-twice' }],
    ['that contradict', { q1: ['a'], q20: ['e'] }, { question: 'q1', code: 'contradiction', with: 'q20' }],
  ] as const)('%s are named', (_, change, wrong) => expect(wrongWith(change)).toEqual([wrong]))

  it('that stand alone may not be given with others', () => {
    const alone = structuredClone(asked) as { questions: { options: { alone?: boolean }[] }[] } & typeof asked
    alone.questions[8]!.options[0]!.alone = true
    expect(wrongAnswers(alone, { ...worked, q9: ['a', 'b'] })).toEqual([{ question: 'q9', code: 'alone' }])
    expect(wrongAnswers(alone, { ...worked, q9: ['a'] })).toEqual([])
  })

  it('named like what every object has are strangers', () => {
    const answers = JSON.parse('{"__proto__":["a"],"constructor":["a"]}')
    expect(wrongAnswers(asked, answers).filter(({ code }) => code === 'unknown-question')).toHaveLength(2)
    expect(wrongAnswers(asked, answers).filter(({ code }) => code === 'unanswered')).toHaveLength(20)
  })

  it('are not found in what every object has', () => {
    const of = { ...asked, questions: [{ code: 'constructor', many: false, options: [{ code: 'a', points: 1 }] }] }
    expect(wrongAnswers(of, {})).toEqual([{ question: 'constructor', code: 'unanswered' }])
  })

  it('say how long money may be bound, and what is meant and known', () => {
    const of = {
      ...asked,
      questions: [
        { code: 'q1', many: false, options: [{ code: 'a', points: 1, horizonDays: null }] },
        { code: 'q2', many: false, options: [{ code: 'a', points: 1, horizonDays: 365 }] },
        { code: 'q4', many: false, options: [{ code: 'a', points: 1, horizonDays: 730 }] },
        {
          code: 'q3',
          many: true,
          options: [
            { code: 'a', points: 1, intends: ['fund', 'bond'] },
            { code: 'b', points: 1, intends: ['stock', 'fund'] },
          ],
        },
      ],
      scales: [{ ...asked.scales[0], questions: ['q1'] }] as const,
    }
    expect(score(of, { q1: ['a'], q2: ['a'], q3: ['a', 'b'], q4: ['a'] })).toMatchObject({
      horizonDays: 365,
      intends: ['bond', 'fund', 'stock'],
      knows: null,
    })
  })

  it('of two scales come to two classes', () => {
    const of = {
      ...asked,
      scales: [
        asked.scales[0],
        {
          code: 'capacity',
          questions: ['q4'],
          bands: [
            { from: 0, class: 'below-30k' },
            { from: 4, class: '80k-300k' },
          ],
        },
      ] as const,
    }
    expect(score({ ...of, scales: [...of.scales] }, worked).scales[1]).toEqual({
      scale: 'capacity',
      total: 4,
      class: '80k-300k',
      points: { q4: 4 },
    })
  })
})

describe('for any answers', () => {
  const choices = fc.record(
    Object.fromEntries(
      asked.questions.map(({ code, many, options }) => {
        const one = fc.constantFrom(...options.map((option) => option.code))
        return [code, many ? fc.uniqueArray(one, { minLength: 1 }) : one.map((chosen) => [chosen])]
      }),
    ),
  )

  it('the class depends on the total alone, unless an answer decides', () =>
    fc.assert(
      fc.property(choices, (answers) => {
        const { class: level, lowestBy, scales } = score(asked, answers)
        const [{ total, points, class: byTotal }] = scales
        expect(total).toBe(Object.values(points).reduce((sum, one) => sum + one, 0))
        expect(level).toBe(lowestBy.length > 0 ? 'C1-min' : byTotal)
        expect(lowestBy.length > 0).toBe(answers.q15!.includes('f'))
      }),
    ))
})
