import type { ProjectFile } from '@rapport/contract/administration/etl-projects'

const parts = ['sources', 'items', 'tasks'] as const
export type Part = (typeof parts)[number]

/** What loading a file does to one thing of it. `known` is there already, whether it differs cannot be told from here. */
export type Effect = 'new' | 'changed' | 'same' | 'known'
export interface Change {
  part: Part
  code: string
  name: string
  effect: Effect
}

/** The same, in whatever order its parts were written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )

/**
 * What loading a file would do, thing by thing: `present` is the project of that code as a file, where there is one, and
 * `codes` are those in use outside of it. What is not in the file stays as it is.
 */
export function changesIn(
  file: ProjectFile,
  present: ProjectFile | undefined,
  codes: Readonly<Record<Part, ReadonlySet<string>>>,
): Change[] {
  return parts.flatMap((part) => {
    const before = new Map((present?.[part] ?? []).map((one) => [one.code, canonical(one)] as const))
    return file[part].map((one): Change => {
      const kept = before.get(one.code)
      const effect =
        kept !== undefined
          ? kept === canonical(one)
            ? 'same'
            : 'changed'
          : codes[part].has(one.code)
            ? 'known'
            : 'new'
      return { part, code: one.code, name: one.name, effect }
    })
  })
}
