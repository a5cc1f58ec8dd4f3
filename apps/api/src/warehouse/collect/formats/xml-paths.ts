import type { XmlLayout } from '@rapport/contract/administration/collection-layout'

/** A field of a record: how many elements above the record its path begins, the elements below there, the attribute. */
export interface XmlField {
  above: number
  path: readonly string[]
  attribute: string | null
}

export function fieldOf(path: string): XmlField {
  const parts = path.split('/')
  let above = 0
  while (parts[0] === '..') {
    parts.shift()
    above++
  }
  const attribute = parts.at(-1)?.startsWith('@') ? parts.pop()!.slice(1) : null
  return { above, path: parts.filter((part) => part !== '.'), attribute }
}

/** Whether the elements that are open end in this path; one that begins with `/` is all of them. */
export function pathMatcher(path: string): (open: readonly string[]) => boolean {
  const parts = path.replace(/^\//, '').split('/')
  const whole = path.startsWith('/')
  return (open) => {
    if (whole ? open.length !== parts.length : open.length < parts.length) return false
    const from = open.length - parts.length
    return parts.every((part, i) => open[from + i] === part)
  }
}

export const localName = (name: string) => name.slice(name.indexOf(':') + 1)

export const fieldsOf = (layout: XmlLayout) => layout.columns.map(({ path }) => fieldOf(path))
