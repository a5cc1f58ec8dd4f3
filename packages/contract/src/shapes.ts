import { z } from 'zod'
import { isRealDay } from './identity/calendar-day.ts'
import type { PersonalClass } from './permissions.ts'

// Control characters other than tab and line ends, and halves of surrogate pairs, break PostgreSQL, logs or terminals.
const wellFormed = (s: string) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(s.replace(/[\t\r\n]/g, ''))

/** Text of one to `max` characters, without control characters. Surrounding blanks are dropped. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(wellFormed, { error: 'text.characters' })
    .transform((s) => s.trim())
    .refine((s) => s.length > 0, { error: 'text.empty' })

/** Text that may be left empty; empty becomes null. */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .refine(wellFormed, { error: 'text.characters' })
    .transform((s) => s.trim() || null)
    .nullable()

/** A code such as a user name or unit code: letters, digits, dot, dash, underscore. */
export const code = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { error: 'code.shape' })

export const id = z.uuid().max(36).meta({ id: 'Id' })

/** A calendar day, YYYY-MM-DD, that exists; years 1900 to 2199. */
export const day = z
  .string()
  .max(10)
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'day.shape', abort: true })
  .refine(isRealDay, { error: 'day.unreal' })

/** A month, YYYY-MM. */
export const month = z
  .string()
  .max(7)
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, { error: 'month.shape' })

/** A time of day, HH:MM, in Asia/Shanghai. */
export const timeOfDay = z
  .string()
  .max(5)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time.shape' })

/** An instant in a reply, ISO 8601 in UTC. */
export const instant = z.string().max(40).meta({ format: 'date-time' })

/** An exact decimal as text: money, price, quantity. Never a binary float. */
export const decimal = z
  .string()
  .max(40)
  .regex(/^-?\d+(\.\d+)?$/, { error: 'decimal.shape' })

export const version = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
export const count = z
  .int()
  .min(0)
  .max(2 ** 53 - 1)

/** A whole number that arrives in a query string. */
export const queryInteger = (min: number, max: number, fallback: number) =>
  z
    .string()
    .max(10)
    .regex(/^\d+$/, { error: 'integer.shape' })
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .optional()
    .transform((n) => n ?? fallback)

/** Several values of one closed list in a query string, separated by commas. */
export const queryList = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(500)
    .transform((s) => s.split(','))
    .pipe(z.array(z.enum(values)).min(1).max(values.length))

export const queryFlag = z.enum(['true', 'false']).transform((s) => s === 'true')

/** Where the next page begins: opaque to the caller, checked by the list that made it. */
export const cursor = z
  .string()
  .max(2400)
  .regex(/^[A-Za-z0-9_-]+$/, { error: 'cursor.shape' })
export const pageSize = queryInteger(1, 200, 50)

/** One page of a list by keyset. `total` counts what the viewer may see under the same filter. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), total: count, next: z.string().nullable() })

/** Where somebody sits at the telephone system. */
export const telephoneExtension = z
  .string()
  .max(12)
  .regex(/^[0-9*#]{2,12}$/, { error: 'call.extension' })

export const listOf = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item) })

/** Marks a field of a reply as personal data: `serve()` masks it unless the viewer's clearance names the class. */
export const personal = (kind: PersonalClass) => z.string().max(400).meta({ personal: kind })

/** Who a record speaks of, small enough for a row. */
export const PersonInRow = z.strictObject({ id, name: z.string() })
export const UnitInRow = z.strictObject({ id, name: z.string() })

export const byId = z.strictObject({ id })
