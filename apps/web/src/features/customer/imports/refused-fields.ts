import { Refusal } from '@rapport/contract/client'

/** What a refusal says of single fields; a field of the mapping goes by its own name. */
export const refusedFields = (error: unknown) =>
  (error instanceof Refusal ? (error.problem?.errors ?? []) : []).map(({ field, code }) => ({
    field: field.replace(/^mapping\./, ''),
    code,
  }))
