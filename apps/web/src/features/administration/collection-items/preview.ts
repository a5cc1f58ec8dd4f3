import { useDebouncedValue } from '@mantine/hooks'
import { type CollectionPreview, collectionItems } from '@rapport/contract/administration/collection-items'
import { Layout } from '@rapport/contract/administration/collection-layout'
import { CollectionMapping, type CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call } from '#api/call.ts'
import { headOf } from '#features/customer/imports/import-form.ts'
import { refusedIn } from '#words/problem-text.ts'
import { type MappingDraft, mappingToSend } from './mapping.ts'

/** What is looked at: a file from this computer, or one as it lies at the source. */
export type Sample = { from: 'here'; file: File } | { from: 'source'; sourceId: string; name: string }

interface Asked {
  sample: Sample | undefined
  target: CollectionTarget
  /** As the form has it, perhaps not whole yet. */
  layout: unknown
  mapping: MappingDraft
  guess: Guess
}

/** What is left to the server: layout and mapping, the mapping alone, or nothing. */
export type Guess = 'all' | 'mapping' | null

const numbers = new WeakMap<Sample, number>()
let last = 0
const numberOf = (sample: Sample) => numbers.get(sample) ?? numbers.set(sample, ++last).get(sample)

/** Sheets and trees are read whole; of text its beginning is enough. */
const partOf = (file: File) => (/\.(xlsx|xml)(\.gz)?$/i.test(file.name) ? file : headOf(file))

function ask(
  sample: Sample,
  said: { target: CollectionTarget; layout?: Layout; mapping?: CollectionMapping },
  signal: AbortSignal,
) {
  if (sample.from === 'source') {
    const { sourceId, name } = sample
    return call(collectionItems.previewAtSource, { body: { sourceId, name, ...said }, signal })
  }
  const form = new FormData()
  form.set('target', said.target)
  if (said.layout) form.set('layout', JSON.stringify(said.layout))
  if (said.mapping) form.set('mapping', JSON.stringify(said.mapping))
  const part = partOf(sample.file)
  form.set('file', part, sample.file.name)
  return call(collectionItems.preview, { form, signal })
}

/** The first rows of a sample under layout and mapping, asked again a moment after these changed and are whole. */
export function useCollectionPreview({ sample, target, layout, mapping, guess }: Asked) {
  const whole = {
    layout: guess === 'all' ? undefined : Layout.safeParse(layout).data,
    mapping: guess ? undefined : CollectionMapping.safeParse(mappingToSend({ ...mapping, target })).data,
  }
  const now = JSON.stringify(whole)
  const [settled] = useDebouncedValue(now, 400)
  const place = sample ? `${numberOf(sample)} ${target}` : ''
  const answer = useQuery({
    queryKey: ['collection preview', place, guess ? now : settled],
    queryFn: ({ signal }) => {
      const { layout, mapping } = JSON.parse(guess ? now : settled) as typeof whole
      return ask(sample as Sample, { target, ...(layout ? { layout } : {}), ...(mapping ? { mapping } : {}) }, signal)
    },
    enabled: sample !== undefined,
    // What was found under another mapping stays until the new answer; that of another sample does not.
    placeholderData: (kept, before) => (before?.queryKey[1] === place ? kept : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const kept = useRef<{ place: string; data: CollectionPreview }>(undefined)
  useEffect(() => {
    if (answer.data) kept.current = { place, data: answer.data }
  }, [answer.data, place])
  return {
    ...answer,
    // A mapping that the server refuses leaves the rows in sight by which it is mended.
    data: answer.data ?? (kept.current?.place === place ? kept.current.data : undefined),
    fresh: answer.isSuccess && !answer.isPlaceholderData,
    place,
    checking: answer.isFetching || (!guess && settled !== now),
  }
}

/** A pattern that finds the file of every day, from the name of one: its eight digits of a day become `{date}`. */
export const placeFrom = (name: string) => name.replace(/(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/, '{date}')

const OF_FIELD = /^mapping\.fields\./

/** What a refused preview says of single fields of the target: the first code of each. */
export const refusedFields = (error: unknown): Map<string, string> =>
  new Map(
    refusedIn(error)
      .filter(({ field }) => OF_FIELD.test(field))
      .reverse()
      .map(({ field, code }) => [field.replace(OF_FIELD, ''), code]),
  )

/** What is still lacking where nothing else is wrong: fields that every row needs, or the key of a table of one's own. */
export function lackingIn(error: unknown): 'fields' | 'key' | null {
  const refused = refusedIn(error)
  if (refused.length === 0 || refused.some(({ code }) => code !== 'required')) return null
  return refused.every(({ field }) => field === 'mapping.key') ? 'key' : 'fields'
}

/** An exact decimal without the zeros behind that only say how exactly it is kept. */
export const withoutZeros = (decimal: string) => decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')

/** What it says of the rest: the file, the key, the layout. */
export const refusedElsewhere = (error: unknown) => refusedIn(error).filter(({ field }) => !OF_FIELD.test(field))
