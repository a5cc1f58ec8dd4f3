import { wordsFor } from '#words/words.ts'
import type { Changes } from './address.ts'

export interface Choice {
  value: string
  label: string
}

/** One thing a list can be filtered by; `name` is its name in the URL and in the API's query. */
export type Filter =
  /** Any of several: `?level=mass,premium`. */
  | { kind: 'some'; name: string; label: string; choices: Choice[] }
  /** One of several, such as a branch; `search` asks again for choices that match what was typed. */
  | { kind: 'one'; name: string; label: string; choices: Choice[]; search?: (typed: string) => void }
  /** From and to, two names in the URL. */
  | { kind: 'days'; name: string; from: string; to: string; label: string }
  /** At least and at most, two names in the URL. */
  | { kind: 'amounts'; name: string; from: string; to: string; label: string; whole?: true }
  | { kind: 'month'; name: string; label: string }
  | { kind: 'day'; name: string; label: string }
  /** Is or is not; shown as its label. */
  | { kind: 'flag'; name: string; label: string }
  | { kind: 'text'; name: string; label: string; placeholder?: string }

export const namesOf = (filter: Filter) => ('from' in filter ? [filter.from, filter.to] : [filter.name])

export const isSet = (filter: Filter, params: URLSearchParams) => namesOf(filter).some((name) => params.get(name))

export const without = (filter: Filter): Changes => Object.fromEntries(namesOf(filter).map((name) => [name, null]))

/** The filter as one readable phrase: "risk is C4 or C5". */
export function sentenceOf(filter: Filter, params: URLSearchParams, month: (value: string) => string): string {
  const { label } = filter
  const value = params.get(filter.name) ?? ''
  switch (filter.kind) {
    case 'flag':
      return label
    case 'some':
    case 'one': {
      const named = value.split(',').map((one) => filter.choices.find((choice) => choice.value === one)?.label ?? one)
      const values = named.join(wordsFor('ui.or') ?? ' ')
      return wordsFor('ui.filter.is', { label, values }) ?? value
    }
    case 'month':
      return wordsFor('ui.filter.is', { label, values: month(value) }) ?? value
    case 'day':
    case 'text':
      return wordsFor('ui.filter.is', { label, values: value }) ?? value
    case 'amounts':
    case 'days': {
      const from = params.get(filter.from)
      const to = params.get(filter.to)
      const [least, most] =
        filter.kind === 'days'
          ? (['ui.filter.from', 'ui.filter.to'] as const)
          : (['ui.filter.at-least', 'ui.filter.at-most'] as const)
      const key = from && to ? 'ui.filter.between' : from ? least : most
      return wordsFor(key, { label, from: from ?? '', to: to ?? '' }) ?? value
    }
  }
}
