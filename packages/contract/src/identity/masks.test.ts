import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskAddress } from './address-mask.ts'
import {
  isMask,
  maskAccountNumber,
  maskBankCard,
  maskEmail,
  maskIdentification,
  maskMobile,
  maskName,
  maskPassport,
} from './masks.ts'

describe('masks', () => {
  test.each([
    ['王', '*'],
    ['', '*'],
    ['张三', '张*'],
    ['王小明', '王*明'],
    ['欧阳娜娜', '欧**娜'],
    ['𠮷田', '𠮷*'],
  ])('of the name %s is %s', (name, mask) => expect(maskName(name)).toBe(mask))

  test('of numbers show what the rules of the house let show', () => {
    expect(maskMobile('13812345678')).toBe('138****5678')
    expect(maskIdentification('resident-id', '11010519491231002X')).toBe('110***********002X')
    expect(maskIdentification('resident-id', '130503670401001')).toBe('130********1001')
    expect(maskIdentification('passport', 'E12345678')).toBe('E*******8')
    expect(maskPassport('E12345678')).toBe('E*******8')
    expect(maskBankCard('6222021234567890128')).toBe('622202*********0128')
    expect(maskEmail('zhangsan@qq.com')).toBe('z***@qq.com')
    expect(maskAccountNumber('62001234404')).toBe('******4404')
  })

  test('of short or broken values give little away', () => {
    expect(maskMobile('88886666')).toBe('******66')
    expect(maskIdentification('other', 'AB12')).toBe('***2')
    expect(maskIdentification('other', 'A1')).toBe('***')
    expect(maskBankCard('622202')).toBe('*****2')
    expect(maskEmail('no-at-sign')).toBe('***')
    expect(maskEmail('@qq.com')).toBe('***')
    expect(maskAccountNumber('4273N')).toBe('******3N')
    expect(maskAccountNumber('')).toBe('******')
  })

  test.each([
    ['江苏省南京市玄武区北京东路41号', '江苏省南京市玄武区***'],
    ['北京市朝阳区建国路88号', '北京市朝阳区***'],
    ['上海市浦东新区世纪大道1号', '上海市浦东新区***'],
    ['内蒙古自治区呼和浩特市新城区中山东路', '内蒙古自治区呼和浩特市新城区***'],
    ['江苏省南京市鼓楼区中山路1号', '江苏省南京市鼓楼区***'],
    ['黑龙江省哈尔滨市道里区中央大街', '黑龙江省哈尔滨市道里区***'],
    ['山东省青岛市市北区敦化路', '山东省青岛市市北区***'],
    ['江苏省苏州市昆山市玉山镇震川路', '江苏省苏州市昆山市***'],
    ['江苏省昆山市花桥镇光明小区3栋', '江苏省昆山市***'],
    ['广东省中山市阳光花园B区3栋', '广东省中山市***'],
    ['广东省中山市幸福小区3栋', '广东省中山市***'],
    ['广东省中山市幸福里三区3栋', '广东省中山市***'],
    ['云南省大理白族自治州巍山县城北', '云南省大理白族自治州巍山县***'],
    ['朝阳区建国路88号', '朝阳区***'],
    ['建国路88号', '***'],
    ['12 Baker Street, London', '***'],
    ['', '***'],
  ])('of the address %s is %s', (address, mask) => expect(maskAddress(address)).toBe(mask))

  test('are known again when they come back', () => {
    const value = fc.string({ unit: fc.constantFrom(...'0123456789AXz@.王明'), minLength: 1, maxLength: 30 })
    const masks = [maskName, maskMobile, maskPassport, maskBankCard, maskEmail, maskAddress, maskAccountNumber]
    fc.assert(
      fc.property(value, fc.constantFrom(...masks), (text, mask) => {
        expect(isMask(mask(text))).toBe(true)
        expect(isMask(maskIdentification('resident-id', text))).toBe(true)
      }),
    )
  })

  test.each(['13812345678', '张三', '', '*ST康美', '5*3 rooms', 'zhang@qq.com', '2**10 apples'])(
    '%j is not one',
    (value) => expect(isMask(value)).toBe(false),
  )

  test('of a number hide at least three characters, and of a passport or account at least half', () => {
    const number = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 19 })
    fc.assert(
      fc.property(number, (text) => {
        const shown = (mask: string) => mask.replaceAll('*', '').length
        expect(shown(maskIdentification('resident-id', text))).toBeLessThanOrEqual(Math.max(0, text.length - 3))
        expect(shown(maskBankCard(text))).toBeLessThanOrEqual(Math.max(0, text.length - 3))
        expect(shown(maskPassport(text))).toBeLessThanOrEqual(text.length / 2)
        expect(shown(maskAccountNumber(text))).toBeLessThanOrEqual(text.length / 2)
      }),
    )
  })
})
