import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { describe, expect, it } from 'vitest'
import { type Judged, judge } from './judge.ts'

const born = '1980-05-06'
const number = makeResidentId({ area: '310101', birthOn: born, sequence: 1 })
const whole: Judged = {
  id: 'c',
  kind: 'person',
  lifecycle: 'active',
  birthOn: born,
  gender: 'male',
  ownerId: 'o',
  assessmentValidTo: null,
  identifications: [{ id: 'i', type: 'resident-id', number }],
  contactPoints: [{ id: 'm', kind: 'mobile', value: '13800138000' }],
}
const codes = (over: Partial<Judged>) =>
  judge({ ...whole, ...over }, '2026-11-20').map(({ code, recordId }) => [code, recordId])
/** The same number with another check character. */
const misprinted = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1')

describe('records of a customer', () => {
  it('are whole', () => expect(codes({})).toEqual([]))
  it.each<[string, Partial<Judged>, string[]]>([
    ['has no document', { identifications: [] }, ['document-missing', 'c']],
    ['has no mobile', { contactPoints: [] }, ['mobile-missing', 'c']],
    [
      'is a person with a line only',
      { contactPoints: [{ id: 'p', kind: 'phone', value: '021-5555666' }] },
      ['mobile-missing', 'c'],
    ],
    ['has no birth date', { birthOn: null }, ['birth-missing', 'c']],
    ['is nobody’s', { ownerId: null }, ['owner-missing', 'c']],
    [
      'has a number with a wrong check digit',
      { identifications: [{ id: 'i', type: 'resident-id', number: misprinted }] },
      ['identification-wrong', 'i'],
    ],
    ['was born on another day than the document says', { birthOn: '1980-05-07' }, ['birth-differs', 'i']],
    ['is of another sex than the document says', { gender: 'female' }, ['gender-differs', 'i']],
  ])('tell when somebody %s', (_, over, expected) => expect(codes(over)).toEqual([expected]))

  it('tell of mobiles, phones and e-mails that cannot be', () => {
    const contactPoints = [
      { id: 'm', kind: 'mobile', value: '1380013800' },
      { id: 'p', kind: 'phone', value: 'call me' },
      { id: 'e', kind: 'email', value: 'nobody@nowhere' },
      { id: 'w', kind: 'wechat', value: 'anything goes' },
    ]
    expect(codes({ contactPoints })).toEqual([
      ['mobile-wrong', 'm'],
      ['phone-wrong', 'p'],
      ['email-wrong', 'e'],
    ])
  })

  it('tell from the day after on that an assessment has run out', () =>
    expect(judge({ ...whole, assessmentValidTo: '2027-02-28' }, '2026-11-20')).toEqual([
      { kind: 'gap', code: 'assessment-expired', recordId: 'c', since: '2027-03-01' },
    ]))

  it('lack nothing any more once the customer is closed; what is wrong stays wrong', () =>
    expect(
      codes({ lifecycle: 'closed', ownerId: null, contactPoints: [{ id: 'm', kind: 'mobile', value: '1' }] }),
    ).toEqual([['mobile-wrong', 'm']]))

  it('of an organisation have no birth date, and a line is enough', () =>
    expect(
      codes({
        kind: 'organisation',
        birthOn: null,
        gender: null,
        identifications: [{ id: 'i', type: 'other', number: 'X-1' }],
        contactPoints: [{ id: 'p', kind: 'phone', value: '021-55556666' }],
      }),
    ).toEqual([]))
})
