import { describe, expect, it } from 'vitest'
import { type Answered, type Asked, faultsIn, type Jump, pathOf } from './survey-flow.ts'

const ask = (code: string, kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({
  code,
  kind,
  options: [],
  required: true,
  jumps: [],
  ...more,
})
const low = (to: string): Jump => ({ when: { is: 'score', from: 0, to: 6 }, to })
const chosen = (choice: string, to: string): Jump => ({ when: { is: 'choice', choice }, to })
const options = [{ code: 'a' }, { code: 'b' }]
const path = (flow: Asked[], answers: Answered[]) => pathOf(flow, answers).map(({ code }) => code)
const faults = (flow: Asked[]) => faultsIn(flow).map(({ at, code }) => [at, code])

/** Who would not recommend says why; who would is done after the channel. */
const flow = [
  ask('nps', 'nps', { jumps: [low('why')] }),
  ask('channel', 'single', { options, jumps: [chosen('b', 'end')] }),
  ask('why', 'text', { required: false }),
]

describe('the way through a survey', () => {
  it('goes where the answers lead: on, past what does not matter, or to the end', () => {
    expect(path(flow, [])).toEqual(['nps', 'channel', 'why'])
    expect(path(flow, [{ question: 'nps', score: 6 }])).toEqual(['nps', 'why'])
    expect(path(flow, [{ question: 'nps', score: 7 }])).toEqual(['nps', 'channel', 'why'])
    expect(path(flow, [{ question: 'channel', choices: ['b'] }])).toEqual(['nps', 'channel'])
  })

  it('takes the first jump that fits, and of several choices any', () => {
    const several = [
      ask('m', 'multiple', { options, jumps: [chosen('b', 'z'), chosen('a', 'end')] }),
      ask('y', 'text'),
      ask('z', 'text'),
    ]
    expect(path(several, [{ question: 'm', choices: ['a', 'b'] }])).toEqual(['m', 'z'])
  })

  it('does not go round in a draft that does', () => {
    const round = [ask('x', 'nps', { jumps: [] }), ask('y', 'nps', { jumps: [low('x')] })]
    expect(path(round, [{ question: 'y', score: 3 }])).toEqual(['x', 'y'])
  })
})

describe('the check of branches', () => {
  it('finds nothing where every way leads to the end and every question is asked of somebody', () => {
    expect(faults(flow)).toEqual([])
  })

  it('finds a way that comes back, also over several questions and to itself', () => {
    const back = [ask('x', 'nps'), ask('y', 'nps'), ask('z', 'nps', { jumps: [low('x')] })]
    expect(faults(back)).toEqual([[2, 'survey.cycle']])
    expect(faults([ask('x', 'nps', { jumps: [low('x')] })])).toEqual([[0, 'survey.cycle']])
  })

  it('finds a jump to nowhere, and one whose answer nobody can give', () => {
    expect(faults([ask('x', 'nps', { jumps: [low('gone')] })])).toEqual([[0, 'survey.jump-nowhere']])
    expect(faults([ask('x', 'single', { options, jumps: [chosen('c', 'end')] })])).toEqual([[0, 'survey.jump-never']])
    expect(faults([ask('x', 'csat', { jumps: [{ when: { is: 'score', from: 6, to: 9 }, to: 'end' }] })])).toEqual([
      [0, 'survey.jump-never'],
    ])
    expect(faults([ask('x', 'text', { jumps: [low('end')] })])).toEqual([[0, 'survey.jump-never']])
  })

  it('finds a question that nobody is asked: every answer leads past it', () => {
    const past = [ask('x', 'single', { options, jumps: [chosen('a', 'end'), chosen('b', 'end')] }), ask('y', 'text')]
    expect(faults(past)).toEqual([[1, 'survey.unreachable']])
    // Whoever need not answer gets there.
    expect(faults([{ ...past[0]!, required: false }, past[1]!])).toEqual([])
  })
})
