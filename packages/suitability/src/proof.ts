import { check, type Inputs, type Result } from './check.ts'
import type { Rules } from './rules.ts'

type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [key: string]: Value }

/**
 * A value as one text: keys in the order of their characters, no spaces, whole numbers only; what is undefined is left out (RFC 8785 for
 * what occurs here). Throws on a number with a fraction.
 */
export function canonical(value: unknown): string {
  return textOf(value as Value)
}

function textOf(value: Value): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`)
  if (Array.isArray(value)) return `[${value.map((one) => textOf(one ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const kept = Object.entries(value).filter(([, one]) => one !== undefined)
  // Not by the language of a reader: by code units, as RFC 8785 says.
  kept.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${kept.map(([key, one]) => `${JSON.stringify(key)}:${textOf(one as Value)}`).join(',')}}`
}

/** What was given and what came of it, as the two texts that are kept. */
export interface Proof {
  inputs: string
  result: string
}

/** A check with its proof. */
export function prove(rules: Rules, inputs: Inputs): { result: Result; proof: Proof } {
  const result = check(rules, inputs)
  return { result, proof: { inputs: canonical(inputs), result: canonical(result) } }
}

/** The result that the kept inputs give by the same rules, as a text; it equals the kept one byte by byte. */
export function replay(rules: Rules, { inputs }: Pick<Proof, 'inputs'>): string {
  return canonical(check(rules, JSON.parse(inputs)))
}
