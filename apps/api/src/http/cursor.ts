import { z } from 'zod'
import { Refused } from './refused.ts'

const Place = z.tuple([
  z.string().max(20),
  z
    .array(z.union([z.string().max(1600), z.null()]))
    .min(1)
    .max(4),
])

/** Where a page of the list `list` ended: the values it is sorted by, the id last. Opaque to the caller. */
export const cursorAt = (list: string, values: readonly (string | null)[]) =>
  Buffer.from(JSON.stringify([list, values])).toString('base64url')

/** The place a cursor names; a cursor of another list, or one that was tampered with, is refused. */
export function placeOf(
  list: string,
  cursor: string | undefined,
  values: readonly z.ZodType[],
): (string | null)[] | null {
  if (cursor === undefined) return null
  let found: unknown
  try {
    found = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    found = null
  }
  const place = Place.safeParse(found)
  const fits =
    place.success &&
    place.data[0] === list &&
    place.data[1].length === values.length &&
    values.every((schema, i) => schema.safeParse(place.data[1][i]).success)
  if (!fits) throw new Refused(400, 'invalid', { errors: [{ field: 'after', code: 'cursor.foreign' }] })
  return place.data![1]
}
