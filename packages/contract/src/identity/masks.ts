const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const lettersOf = (text: string) => Array.from(graphemes.segment(text), ({ segment }) => segment)

/**
 * Shows both ends of a number. One too short to hide at least three characters shows less: only its last quarter, so
 * that a mask never gives away most of a value.
 */
function ends(value: string, head: number, tail: number): string {
  const letters = lettersOf(value)
  const hidden = letters.length - head - tail
  if (hidden >= 3) return letters.slice(0, head).join('') + '*'.repeat(hidden) + letters.slice(-tail).join('')
  const shown = Math.floor(letters.length / 4)
  return '*'.repeat(Math.max(3, letters.length - shown)) + (shown > 0 ? letters.slice(-shown).join('') : '')
}

/** 张三 → 张*, 王小明 → 王*明, 欧阳娜娜 → 欧**娜; a single character is hidden. */
export function maskName(name: string): string {
  const letters = lettersOf(name)
  if (letters.length <= 1) return '*'
  if (letters.length === 2) return `${letters[0]}*`
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

/** 13812345678 → 138****5678; other numbers likewise, always four stars. */
export function maskMobile(number: string): string {
  return number.length < 10 ? ends(number, 0, 2) : `${number.slice(0, 3)}****${number.slice(-4)}`
}

/** By type: a passport shows its first and last character, any other document the first three and last four. */
export function maskIdentification(type: string, number: string): string {
  return type === 'passport' ? maskPassport(number) : ends(number, 3, 4)
}

/** E12345678 → E*******8. */
export function maskPassport(number: string): string {
  return ends(number, 1, 1)
}

/** 6222021234567890128 → 622202*********0128. */
export function maskBankCard(number: string): string {
  return ends(number, 6, 4)
}

/** zhangsan@qq.com → z***@qq.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const [first = ''] = lettersOf(email.slice(0, Math.max(0, at)))
  return at > 0 ? `${first}***${email.slice(at)}` : '***'
}

/** 62001234404 → ******4404: six stars and the last four, whatever the length. */
export function maskAccountNumber(number: string): string {
  const shown = Math.min(4, Math.floor(number.length / 2))
  return `******${shown > 0 ? number.slice(-shown) : ''}`
}

/**
 * Whether a value that came back is one of these masks, so that it must not be stored over the real one. For personal
 * data only: a security may be called *ST.
 */
export function isMask(value: string): boolean {
  const text = value.trim()
  if (/\*{3}/.test(text) || text === '*') return true
  // The masks with one or two stars are those of names of two to four characters.
  const letters = lettersOf(text)
  const stars = letters.filter((letter) => letter === '*').length
  const hidden = letters.slice(1, 1 + stars)
  return stars > 0 && stars === Math.max(1, letters.length - 2) && hidden.every((letter) => letter === '*')
}
