import { isDeepStrictEqual } from 'node:util'

type Json = Record<string, unknown>

/** Schemas with a name of their own, told once: what is sent and what is answered may be two schemas of one name. */
export class Components {
  readonly schemas: Record<string, Json> = {}

  /** The schema with its named parts taken out; references lead to where they are kept now. */
  take({ $defs = {}, ...schema }: Json): Json {
    const places: Record<string, string> = {}
    const defined = Object.entries($defs as Record<string, Json>)
    for (const [name] of defined) places[name] = name
    for (const [name, part] of defined) {
      const told = this.schemas[name]
      if (told && !isDeepStrictEqual(told, this.refer(part, places))) places[name] = `${name}Sent`
    }
    for (const [name, part] of defined) this.schemas[places[name]!] = this.refer(part, places)
    return this.refer(schema, places)
  }

  private refer<T>(part: T, places: Record<string, string>): T {
    if (Array.isArray(part)) return part.map((one) => this.refer(one, places)) as T
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => {
        const name = key === '$ref' && typeof value === 'string' ? /^#\/\$defs\/(.+)$/.exec(value)?.[1] : undefined
        return [key, name ? `#/components/schemas/${places[name] ?? name}` : this.refer(value, places)]
      }),
    ) as T
  }
}
