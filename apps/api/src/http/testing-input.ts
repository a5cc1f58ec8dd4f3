import { z } from 'zod'

/** A generator of numbers from 0 up to 1 that gives the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (n: number) => Math.floor(next() * n),
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    id: () => {
      const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
    },
  }
}
export type Random = ReturnType<typeof randomFrom>

/** Texts of the kinds that the contract knows; which of them a field takes is found by trying. */
const texts = [
  '2026-11-20',
  '2026-10',
  '09:30',
  '17:00',
  '2026-12-01T09:30:00+08:00',
  '王小明',
  'a text',
  'code-1',
  '7',
  'true',
  'false',
  'CNY',
  'USD',
  '0.0005',
  '138',
  '138000',
  '300300LEIOFSOMEBOD06',
  '11010519491231002X',
  '13812345678',
  'somebody@example.com',
  'a password long enough',
]

interface Def {
  type: string
  in: z.ZodType
  out: z.ZodType
  innerType: z.ZodType
  element: z.ZodType
  keyType: z.ZodType
  valueType: z.ZodType
  options: z.ZodType[]
  entries: Record<string, string>
  values: unknown[]
  shape: Record<string, z.ZodType>
}
const defOf = (schema: z.ZodType) => schema.def as unknown as Def

/** The values of every closed list inside a schema: what a comma-separated list in a query is made of. */
function choicesIn(schema: z.ZodType): string[] {
  const def = defOf(schema)
  if (def.type === 'enum') return Object.values(def.entries)
  return [def.in, def.out, def.innerType, def.element].flatMap((inner) => (inner ? choicesIn(inner) : []))
}

/** Something that this schema takes, or undefined where it may be left out; `ids` are used where an id is wanted. */
export function inputFor(schema: z.ZodType, random: Random, ids: readonly string[] = []): unknown {
  for (let attempt = 0; attempt < 20; attempt++) {
    const value = guess(schema, random, ids)
    if (schema.safeParse(value).success) return value
  }
  throw new Error(
    `no valid input found for ${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))}`,
  )
}

/** What has parts is tried again part by part: rules between parts of parts are rarely met by chance. */
function guess(schema: z.ZodType, random: Random, ids: readonly string[]): unknown {
  const whole = ['object', 'array', 'record'].includes(defOf(schema).type)
  let value = guessOnce(schema, random, ids)
  for (let attempt = 0; whole && attempt < 8 && !schema.safeParse(value).success; attempt++)
    value = guessOnce(schema, random, ids)
  return value
}

function guessOnce(schema: z.ZodType, random: Random, ids: readonly string[]): unknown {
  const def = defOf(schema)
  const again = (inner: z.ZodType) => guess(inner, random, ids)
  switch (def.type) {
    case 'object': {
      const entries = Object.entries(def.shape).map(([name, field]) => [name, again(field)] as const)
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
    }
    case 'array':
      return Array.from({ length: 1 + random.below(2) }, () => again(def.element))
    case 'optional':
    case 'default':
      return random.below(2) === 0 ? undefined : again(def.innerType)
    case 'nullable':
      return random.below(4) === 0 ? null : again(def.innerType)
    case 'enum':
      return random.pick(Object.values(def.entries))
    case 'literal':
      return def.values[0]
    case 'boolean':
      return random.below(2) === 0
    case 'number':
      return 1 + random.below(20)
    case 'union':
      return again(random.pick(def.options))
    case 'record':
      return random.below(2) === 0 ? {} : { [keyOf(def, random)]: again(def.valueType) }
    default:
      return textFor(schema, random, ids)
  }
}

/** One of a closed list where the keys are. */
function keyOf({ keyType }: Def, random: Random): string {
  const keys = choicesIn(keyType)
  return keys.length > 0 ? random.pick(keys) : 'name'
}

const known = new WeakMap<z.ZodType, { texts: string[]; takesIds: boolean }>()

/** Which texts a schema takes is tried once. */
function takenBy(schema: z.ZodType, id: string) {
  let taken = known.get(schema)
  if (!taken) {
    const fits = (text: string) => schema.safeParse(text).success
    taken = { texts: [...texts, ...choicesIn(schema)].filter(fits), takesIds: fits(id) }
    known.set(schema, taken)
  }
  return taken
}

function textFor(schema: z.ZodType, random: Random, ids: readonly string[]): string | undefined {
  const id = ids.length > 0 && random.below(3) > 0 ? random.pick(ids) : random.id()
  const taken = takenBy(schema, id)
  const all = taken.takesIds ? [...taken.texts, id] : taken.texts
  return all.length > 0 ? random.pick(all) : undefined
}
