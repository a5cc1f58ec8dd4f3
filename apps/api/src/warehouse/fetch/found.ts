import type { SourceSettings } from '@rapport/contract/administration/data-sources'
import type { Product } from '#product.ts'

export type Collecting = Product['collecting']

/** A source as whoever goes there needs it, its secret opened. */
export interface Source {
  settings: SourceSettings
  secret: string | null
}

/** A file that was found; its bytes are read once. */
export interface Found {
  name: string
  bytes: AsyncIterable<Buffer>
  /** Its side file, where it has one. */
  side?: Buffer | null
}

/** A source that did not answer as it should, which may be over in a moment. */
export class CannotPull extends Error {
  constructor(
    readonly code: string,
    readonly details: Record<string, string | number> = {},
  ) {
    super(code)
  }
}

/** No day of a firm is larger than this; what is, is a fault or an attack. */
export const MOST_BYTES = 20 * 2 ** 30
/** A side file says a few numbers. */
export const MOST_SIDE_BYTES = 65_536

const compact = (day: string) => day.replaceAll('-', '')
/** The place of an item on a business date: `{date}` is YYYYMMDD. */
export const placeOn = (place: string, day: string) => place.replaceAll('{date}', compact(day))
