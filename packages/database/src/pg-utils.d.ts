declare module 'pg/lib/utils.js' {
  /** A JavaScript value as `pg` sends it: text, bytes or null. */
  export function prepareValue(value: unknown): unknown
}
