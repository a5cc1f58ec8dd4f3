import { expect, it } from 'vitest'
import { Fault } from './convert.ts'
import { boolean, choiceOf, codeOf, currency, textOf } from './texts.ts'

const said = (found: string | Fault | null) => (found instanceof Fault ? found.code : found)

it('takes texts and codes that can be stored and shown', () => {
  const text = (value: string) => said(textOf(10)(value))
  expect(['a b', '王\n小明', 'x'.repeat(11), 'a\u0000', 'a\u0085', '王\u2028', '\ud800', 'é\tb'].map(text)).toEqual([
    'a b',
    '王\n小明',
    'text.too-long',
    'text.characters',
    'text.characters',
    'text.characters',
    'text.characters',
    'é\tb',
  ])
  const code = (value: string) => said(codeOf(10)(value))
  expect(['000123', 'sh.600000', '深A-1', 'a b', 'a\u00a0b', 'a\nb', 'a\u200bb'].map(code)).toEqual([
    '000123',
    'sh.600000',
    '深A-1',
    'code.shape',
    'code.shape',
    'code.shape',
    'code.shape',
  ])
})

it('finds terms whatever their case, blanks and width', () => {
  const side = choiceOf(['buy', 'transfer-in'], { 证券买入: 'buy', b: 'buy' })
  expect(
    ['BUY', ' 证券 买入', 'Ｂ', 'Transfer In', 'N/A', 'constructor', 'hold'].map((word) => said(side(word))),
  ).toEqual(['buy', 'buy', 'buy', 'transfer-in', null, 'choice', 'choice'])
  expect(['1', '否', 'Y', 'maybe'].map((word) => said(boolean(word)))).toEqual(['true', 'false', 'true', 'choice'])
  expect(['cny', '人民币', 'rmb', 'euro'].map((word) => said(currency(word)))).toEqual([
    'CNY',
    'CNY',
    'CNY',
    'currency.shape',
  ])
})
