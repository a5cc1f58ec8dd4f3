import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkContact } from './contact.ts'
import { checkMobile } from './mobile.ts'

describe('a mobile', () => {
  test.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['+86 138 1234 5678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['+852 9123 4567', '+85291234567'],
  ])('%s is stored as %s', (typed, value) => expect(checkMobile(typed)).toEqual({ ok: true, value }))

  test.each(['', '1381234567', '138123456789', '12812345678', '+8612345', '+0123456789', '138****5678', '91234567'])(
    '%j is refused',
    (typed) => expect(checkMobile(typed)).toEqual({ ok: false, code: 'mobile.shape' }),
  )

  test('checked twice is what it was after the first time', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^1[3-9][0-9]{9}$/),
        fc.constantFrom('', '+86', '0086', '+86 '),
        (digits, prefix) => {
          expect(checkMobile(prefix + digits)).toEqual({ ok: true, value: digits })
        },
      ),
    )
  })
})

describe('a contact point', () => {
  test.each([
    ['email', ' Zhang.San@QQ.COM ', 'Zhang.San@qq.com'],
    ['email', 'a+b@例子.中国', 'a+b@例子.中国'],
    ['phone', '(010) 6512-3456', '010-65123456'],
    ['phone', '02161234567', '021-61234567'],
    ['phone', '+86 571 8765 4321', '0571-87654321'],
    ['phone', '0086-0571-8765432x12', '0571-8765432x12'],
    ['phone', '400-820-8820', '400-820-8820'],
    ['phone', '+1 212-555-0100', '+1212-555-0100'],
    ['phone', '021-61234567转801', '021-61234567x801'],
    ['address', ' 玄武区 1号 ', '玄武区 1号'],
    ['mobile', '+8613812345678', '13812345678'],
  ])('of kind %s %j is stored as %j', (kind, typed, value) => {
    expect(checkContact(kind, typed)).toEqual({ ok: true, value })
  })

  test.each([
    ['email', 'zhang', 'email.shape'],
    ['email', 'a@b', 'email.shape'],
    ['email', 'a@b..cn', 'email.shape'],
    ['email', 'a@-b.cn', 'email.shape'],
    ['email', 'z***@qq.com', 'email.shape'],
    ['email', 'a@b@c.cn', 'email.shape'],
    ['phone', '12', 'phone.shape'],
    ['phone', '010--123456', 'phone.shape'],
    ['wechat', '  ', 'contact.empty'],
    ['mobile', '1', 'mobile.shape'],
  ])('of kind %s %j is refused: %s', (kind, typed, code) => {
    expect(checkContact(kind, typed)).toEqual({ ok: false, code })
  })
})
