import { useDebouncedValue } from '@mantine/hooks'
import { type ImportKind, imports, type Mapping } from '@rapport/contract/customer/imports'
import { useQuery } from '@tanstack/react-query'
import { call } from '#api/call.ts'
import { headOf, type ImportMode, importForm } from './import-form.ts'

interface Asked {
  kind: ImportKind
  mode: ImportMode
  file: File | undefined
  /** What was mapped by hand; undefined leaves it to the server. */
  mapping: Mapping | undefined
}

const numbers = new WeakMap<File, number>()
let last = 0
const numberOf = (file: File) => numbers.get(file) ?? numbers.set(file, ++last).get(file)

/** The first rows of the file under the mapping, asked again a moment after the mapping changed. */
export function usePreview({ kind, mode, file, mapping }: Asked) {
  const [settled] = useDebouncedValue(mapping, 400)
  // A mapping made by hand belongs to one file and kind: an earlier one must not be asked with another.
  const asked = mapping === undefined ? undefined : settled
  const place = file ? `${numberOf(file)} ${kind}` : ''
  const answer = useQuery({
    queryKey: ['import preview', place, asked],
    queryFn: ({ signal }) =>
      call(imports.preview, {
        form: importForm({ kind, mode, mapping: asked, file: headOf(file as File) }),
        signal,
      }),
    enabled: file !== undefined,
    // What was found under another mapping stays until the new answer; that of another file or kind does not.
    placeholderData: (kept, before) => (before?.queryKey[1] === place ? kept : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return { ...answer, place, checking: answer.isFetching || settled !== mapping }
}
