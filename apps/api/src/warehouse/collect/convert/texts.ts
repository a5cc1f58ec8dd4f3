import { plain } from '#warehouse/collect/plain.ts'
import { type Convert, Fault, isNothing, remembered } from './convert.ts'

const tooLong = Fault.of('text.too-long')
const characters = Fault.of('text.characters')
const codeShape = Fault.of('code.shape')

/** Text of at most `max` characters, without control characters other than tab and line ends. */
export const textOf =
  (max: number): Convert =>
  (said) =>
    said.length > max ? tooLong : wellFormed(said) ? said : characters

/** A code: at most `max` characters, no blanks inside. */
export const codeOf =
  (max: number): Convert =>
  (said) => {
    if (said.length > max) return tooLong
    for (let i = 0; i < said.length; i++) {
      const code = said.charCodeAt(i)
      if (code <= 32 || code === 127) return codeShape
      if (code > 127) return /^[^\s\p{C}]+$/u.test(said) ? said : codeShape
    }
    return said
  }

function wellFormed(said: string): boolean {
  for (let i = 0; i < said.length; i++) {
    const code = said.charCodeAt(i)
    if (code < 32 ? code !== 9 && code !== 10 && code !== 13 : code === 127) return false
    // Beyond ASCII there are more of them, and halves of surrogate pairs.
    if (code > 127) return !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(said.slice(i).replace(/[\t\r\n]/g, ''))
  }
  return true
}

/** One of a closed list: our own term or a synonym; case, blanks and marks do not count. */
export function choiceOf(values: readonly string[], synonyms: Readonly<Record<string, string>> = {}): Convert {
  const terms = new Map([
    ...values.map((value) => [plain(value), value] as const),
    ...Object.entries(synonyms).map(([word, value]) => [plain(word), value] as const),
  ])
  const unknown = Fault.of('choice')
  return remembered((said) => {
    // The list may know a word such as 无 itself.
    const found = terms.get(plain(said)) ?? terms.get(said)
    return found ?? (isNothing(said) ? null : unknown)
  })
}

const yes = ['1', 'y', 'yes', 't', 'true', '是', '真']
const no = ['0', 'n', 'no', 'f', 'false', '否', '假']
export const boolean: Convert = choiceOf(
  ['true', 'false'],
  Object.fromEntries([...yes.map((word) => [word, 'true']), ...no.map((word) => [word, 'false'])]),
)

const named: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  RMB: 'CNY',
  港币: 'HKD',
  港元: 'HKD',
  美元: 'USD',
  欧元: 'EUR',
}
const currencyShape = Fault.of('currency.shape')
/** A currency as its three letters, or by its Chinese name. */
export const currency: Convert = remembered((said) => {
  const upper = said.toUpperCase()
  const code = Object.hasOwn(named, upper) ? named[upper]! : upper
  return /^[A-Z]{3}$/.test(code) ? code : isNothing(said) ? null : currencyShape
})
