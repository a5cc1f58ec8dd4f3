import type { ImportKind, importModes, Mapping } from '@rapport/contract/customer/imports'
import { mappingToSend } from './mapping.ts'

export type ImportMode = (typeof importModes)[number]

interface Parts {
  kind: ImportKind
  mode: ImportMode
  mapping: Mapping | undefined
  file: File
}

/** The multipart form of an import; without a mapping the server takes the one it remembers or suggests. */
export function importForm({ kind, mode, mapping, file }: Parts): FormData {
  const form = new FormData()
  form.set('kind', kind)
  form.set('mode', mode)
  if (mapping) form.set('mapping', JSON.stringify(mappingToSend(mapping)))
  form.set('file', file, file.name)
  return form
}

/** One byte more than the server looks at, so that it knows there is more. */
const HEAD = 1_048_577

/** The beginning of a file, which is all that a preview needs; a large file is never read here. */
export const headOf = (file: File) =>
  file.size <= HEAD ? file : new File([file.slice(0, HEAD)], file.name, { type: file.type })
