import { pinyin } from 'pinyin-pro'

const han = /\p{Script=Han}/u
const normal = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** How a name sounds, without tones or blanks: 张三 is "zhangsan". Other scripts stay as they are, in lower case. */
export function soundOf(name: string): { pinyin: string; initials: string } {
  const plain = normal(name)
  if (!han.test(plain)) return { pinyin: plain, initials: '' }
  const syllables = pinyin(plain, { toneType: 'none', type: 'array', v: true, surname: 'head' })
  return { pinyin: syllables.join(''), initials: syllables.map((s) => s[0] ?? '').join('') }
}

/** The pieces of a text that are looked up: pairs of neighbours, each Chinese character, and its first letter as ^x. */
function pieces(text: string): string[] {
  const characters = [...text]
  const found = characters.filter((c) => han.test(c))
  for (let i = 1; i < characters.length; i++) found.push(characters[i - 1]! + characters[i]!)
  if (characters[0]) found.push(`^${characters[0]}`)
  return found
}

const tails = (number: string) =>
  [3, 4, 5, 6].filter((n) => number.length >= n).map((n) => `#${number.slice(-n).toLowerCase()}`)

/** What is kept with a customer so that search finds it: pieces of name, pinyin and initials, and ends of numbers. */
export function searchKeys(
  name: string,
  customerNo: string,
  accountNumbers: readonly string[] = [],
  sound = soundOf(name),
): string[] {
  const texts = new Set([normal(name), sound.pinyin, sound.initials])
  return [...new Set([...[...texts].flatMap(pieces), ...[customerNo, ...accountNumbers].flatMap(tails)])]
}

/**
 * What to look up for a search text. `byName`: all of these pieces must be there, and then name, pinyin or initials
 * must contain `plain`; `byTail`: the end of a number. Either may be null when the text cannot be that.
 */
export function searchFor(q: string): { plain: string; byName: string[]; byTail: string | null } {
  const plain = normal(q)
  const characters = [...plain]
  const byName =
    characters.length > 1
      ? pieces(plain).filter((p) => !p.startsWith('^'))
      : characters.some((c) => han.test(c))
        ? [plain]
        : [`^${plain}`]
  const byTail = /^[a-z0-9-]{3,40}$/.test(plain) ? `#${plain.slice(-6)}` : null
  return { plain, byName, byTail }
}
