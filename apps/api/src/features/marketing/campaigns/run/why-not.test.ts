import { describe, expect, it } from 'vitest'
import { callOf, reasonAgainst, type WaveMember } from './why-not.ts'

const member: WaveMember = {
  ...{
    id: '1',
    ownerId: null,
    name: '王小明',
    kind: 'person',
    gender: null,
    class: null,
    branch: 'Branch',
    manager: null,
  },
  ...{ gone: false, excluded: false, elsewhere: false, legalBlock: false, deceased: false, silent: false, called: [] },
}
const rules = {
  ...{ quietFrom: '21:00', quietUntil: '08:00', callQuietFrom: '12:00', callQuietUntil: '13:30' },
  caps: [{ channel: 'call' as const, days: 7 as const, most: 1 }],
  holidays: new Set<string>(),
}
const at = (time: string) => new Date(`2026-12-01T${time}:00+08:00`)

describe('a member whose turn it is', () => {
  it('is kept back where it is over, the words are retired, or they are gone, excluded or elsewhere by now', () => {
    const goes = { over: false, retired: false }
    expect(reasonAgainst(member, goes)).toBeNull()
    expect(reasonAgainst(member, { over: true, retired: true })).toBe('OVER')
    expect(reasonAgainst(member, { over: false, retired: true })).toBe('WORDS_RETIRED')
    expect(reasonAgainst({ ...member, gone: true, excluded: true }, goes)).toBe('CLOSED')
    expect(reasonAgainst({ ...member, excluded: true, elsewhere: true }, goes)).toBe('EXCLUDED')
    expect(reasonAgainst({ ...member, elsewhere: true }, goes)).toBe('ELSEWHERE')
  })

  it('is called when it is not quiet, unless something stands against it', () => {
    expect(callOf(member, rules, at('10:00'))).toEqual({ reason: null, notBefore: null })
    expect(callOf(member, rules, at('12:30'))).toEqual({ reason: null, notBefore: at('13:30') })
    expect(callOf({ ...member, silent: true }, rules, at('10:00')).reason).toBe('DND')
    expect(callOf({ ...member, legalBlock: true, silent: true }, rules, at('10:00')).reason).toBe('LEGAL_BLOCK')
    expect(callOf({ ...member, deceased: true }, rules, at('10:00')).reason).toBe('DECEASED')
    expect(callOf({ ...member, called: ['2026-11-28T02:00:00Z'] }, rules, at('10:00')).reason).toBe('CAP_WEEK')
  })
})
