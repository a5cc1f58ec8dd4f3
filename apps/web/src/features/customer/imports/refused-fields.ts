import { refusedIn } from '#words/problem-text.ts'

/** What a refusal says of single fields; a field of the mapping goes by its own name. */
export const refusedFields = (error: unknown) =>
  refusedIn(error).map(({ field, code }) => ({ field: field.replace(/^mapping\./, ''), code }))
