/** What a check found: the value in its stored form, or a stable code that the web turns into the reader's words. */
export type Check<Value, Code extends string> = { ok: true; value: Value } | { ok: false; code: Code }

/** The check passed; this is the form that is stored. */
export function passed<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

/** The check failed. The code never carries what was typed. */
export function failed<Code extends string>(code: Code): { ok: false; code: Code } {
  return { ok: false, code }
}

/** Full-width letters and digits become ASCII, blanks and invisible marks go: what people paste from cards and chats. */
export function withoutBlanks(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]/g, '')
}
