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

/** Who and what was checked, by which versions; ids as they were then. */
export interface About {
  customer: string
  product: string
  assessment: string | null
  rating: string | null
  rules: { id: string; sha256: string }
}

/** All that a stored check says, as one text: about whom and what, what was given, what came of it. */
export function statement(about: About, inputs: Inputs, result: Result): string {
  return canonical({ ...about, inputs, result })
}

export interface Difference {
  /** Where in the statement, such as `result.outcome`. */
  at: string
  kept: string | null
  now: string | null
}

/** Where two statements differ, value by value; empty where they are the same bytes. */
export function differences(kept: string, now: string): Difference[] {
  if (kept === now) return []
  const [was, is] = [leaves(JSON.parse(kept)), leaves(JSON.parse(now))]
  const places = [...new Set([...was.keys(), ...is.keys()])].sort()
  const found = places
    .map((at) => ({ at, kept: was.get(at) ?? null, now: is.get(at) ?? null }))
    .filter((one) => one.kept !== one.now)
  // The same values in other bytes are a difference too.
  return found.length > 0 ? found : [{ at: '', kept, now }]
}

function leaves(value: unknown, at = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return new Map([[at, JSON.stringify(value)]])
  return new Map(Object.entries(value).flatMap(([key, one]) => [...leaves(one, at ? `${at}.${key}` : key)]))
}
