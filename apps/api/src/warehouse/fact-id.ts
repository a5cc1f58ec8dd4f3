/**
 * SQL for the id of a row that is known by other columns: a UUID of version 8 (RFC 9562, 5.8) of their hash. The same row
 * has the same id every time; nothing is looked up by it.
 */
export const factId = (...columns: readonly string[]) =>
  `overlay(overlay(md5(concat_ws(' ', ${columns.join(', ')})) placing '8' from 13) placing '8' from 17)::uuid`
