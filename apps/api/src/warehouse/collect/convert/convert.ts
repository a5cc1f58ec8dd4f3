/** Why a text is not what its field asks for. One object a code, so that a row that fails costs no more than one that fits. */
export class Fault {
  private static readonly known = new Map<string, Fault>()
  private constructor(readonly code: string) {}

  static of(code: string): Fault {
    const known = Fault.known.get(code)
    if (known) return known
    const made = new Fault(code)
    Fault.known.set(code, made)
    return made
  }
}

/** Reads the text of a cell, trimmed and never empty, as its field stores it; null where it is a word for nothing. */
export type Convert = (said: string) => string | null | Fault

const MOST_KEPT = 20_000

/** Remembers what texts came to: files name the same days and words over and over. Bounded; long texts are not kept. */
export function remembered(convert: Convert): Convert {
  const known = new Map<string, string | null | Fault>()
  return (said) => {
    const found = known.get(said)
    if (found !== undefined) return found
    const made = convert(said)
    if (said.length > 40) return made
    if (known.size >= MOST_KEPT) known.clear()
    known.set(said, made)
    return made
  }
}

/** What files write where they know nothing, in columns that hold no free text. */
const nothings = new Set(['null', 'na', 'n/a', 'nan', 'none', 'notavailable', '\\n', '-', '--', '无', '未知', '不详'])
export const isNothing = (said: string) => said.length <= 12 && nothings.has(said.toLowerCase())
