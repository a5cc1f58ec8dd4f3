import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Seal } from './seal.ts'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const seal = new Seal(`k1:${key(1)}`, key(9))
const place = 'contact_points.value.0196-row' as const

describe('sealed personal data', () => {
  it('opens where it was closed, in every script', () => {
    for (const value of ['13812345678', '张三@例子.cn', '', '🂡'.repeat(50)])
      expect(seal.open(seal.close(value, place), place)).toBe(value)
  })

  it('keeps files to the byte, each in its place', () => {
    const file = randomBytes(70_000)
    const sealed = seal.closeFile(file, place)
    expect(seal.openFile(sealed, place).equals(file)).toBe(true)
    expect(sealed.includes(file.subarray(0, 16))).toBe(false)
    expect(() => seal.openFile(sealed, 'contact_points.value.0197-row')).toThrow()
    expect(() => seal.openFile(Buffer.from('nothing'), place)).toThrow()
  })

  it('says nothing of the value, and is different every time', () => {
    const sealed = [seal.close('13812345678', place), seal.close('13812345678', place)]
    expect(sealed[0]).not.toBe(sealed[1])
    expect(Buffer.from(sealed[0]!.split(':')[1]!, 'base64').toString('latin1')).not.toContain('1381234')
  })

  it('does not open in another row or column', () => {
    expect(() => seal.open(seal.close('13812345678', place), 'contact_points.value.0197-row')).toThrow()
    expect(() => seal.open(seal.close('13812345678', place), 'bank_cards.number.0196-row')).toThrow()
  })

  it('does not open when any bit was flipped', () => {
    const [id, text] = seal.close('13812345678', place).split(':')
    const bytes = Buffer.from(text!, 'base64')
    for (let i = 0; i < bytes.length; i++) {
      const bent = Buffer.from(bytes)
      bent[i]! ^= 1
      expect(() => seal.open(`${id}:${bent.toString('base64')}`, place)).toThrow()
    }
  })

  it('opens what older keys sealed, and seals with the first', () => {
    const old = seal.close('13812345678', place)
    const rotated = new Seal(`k2:${key(2)},k1:${key(1)}`, key(9))
    expect(rotated.open(old, place)).toBe('13812345678')
    expect(rotated.close('x', place)).toMatch(/^k2:/)
    expect(() => new Seal(`k2:${key(2)}`, key(9)).open(old, place)).toThrow(/not here/)
  })

  it('has equal hashes for equal values of one class only, under one key only', () => {
    expect(seal.hash('mobile', '13812345678')).toBe(seal.hash('mobile', '13812345678'))
    expect(seal.hash('mobile', '13812345678')).not.toBe(seal.hash('phone', '13812345678'))
    const other = new Seal(`k1:${key(1)}`, randomBytes(32).toString('base64'))
    expect(other.hash('mobile', '13812345678')).not.toBe(seal.hash('mobile', '13812345678'))
  })

  it.each(['', 'k1', 'k1:short', `K!:${key(1)}`])('is not made from the keys %j', (keys) => {
    expect(() => new Seal(keys, key(9))).toThrow()
  })
})
