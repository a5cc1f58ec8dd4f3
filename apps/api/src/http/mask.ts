import * as masks from '@rapport/contract/identity/masks'
import type { PersonalClass } from '@rapport/contract/permissions'
import { z } from 'zod'

type Masker = (value: unknown, clearance: readonly PersonalClass[], parent?: Record<string, unknown>) => unknown

const maskOf: Record<PersonalClass, (value: string, parent?: Record<string, unknown>) => string> = {
  identification: (value, parent) => masks.maskIdentification(String(parent?.type ?? 'resident-id'), value),
  mobile: (value) => masks.maskMobile(value),
  email: (value) => masks.maskEmail(value),
  'bank-card': (value) => masks.maskBankCard(value),
}

/** The mask of one value of a class, as `serve` would show it to whoever may not read it. */
export const masked = (kind: PersonalClass, value: string, type?: string) =>
  maskOf[kind](value, type ? { type } : undefined)

/**
 * Makes, from the schema of a reply, the function that masks what a clearance does not name; null when the reply holds
 * no personal data, so that most replies cost nothing.
 */
export function maskerOf(schema: z.ZodType): Masker | null {
  const kind = (schema.meta() as { personal?: PersonalClass } | undefined)?.personal
  if (kind)
    return (value, clearance, parent) =>
      typeof value === 'string' && !clearance.includes(kind) ? maskOf[kind](value, parent) : value
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return maskerOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray) {
    const inner = maskerOf(schema.element as z.ZodType)
    return inner && ((value, clearance) => (Array.isArray(value) ? value.map((item) => inner(item, clearance)) : value))
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return maskerOfUnion(schema)
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).flatMap(([name, field]) => {
      const inner = maskerOf(field as z.ZodType)
      return inner ? [[name, inner] as const] : []
    })
    if (fields.length === 0) return null
    return (value, clearance) => {
      if (typeof value !== 'object' || value === null) return value
      const shown: Record<string, unknown> = { ...value }
      for (const [name, inner] of fields) shown[name] = inner(shown[name], clearance, shown)
      return shown
    }
  }
  return null
}

function maskerOfUnion(union: z.ZodDiscriminatedUnion): Masker | null {
  const by = union.def.discriminator
  const kinds = new Map(
    union.options.map((option) => {
      const shape = (option as unknown as z.ZodObject).shape
      return [(shape[by] as unknown as z.ZodLiteral).value as string, maskerOf(option as unknown as z.ZodType)]
    }),
  )
  return (value, clearance) => {
    const masker = kinds.get(String((value as Record<string, unknown>)?.[by]))
    return masker ? masker(value, clearance) : value
  }
}
