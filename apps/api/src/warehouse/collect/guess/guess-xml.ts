import { type Layout, XmlLayout } from '@rapport/contract/administration/collection-layout'
import { SaxesParser } from 'saxes'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { localName } from '#warehouse/collect/formats/xml-paths.ts'

const DEEPEST = 64
const MOST_PATHS = 2_000

interface Seen {
  times: number
  parts: number
}

/** The element that comes most often and has parts, with those of its parts that hold text. */
export function guessXml(text: string): Layout {
  const elements = new Map<string, Seen>()
  const leaves = new Set<string>()
  walk(text, elements, leaves)
  const candidates = [...elements].filter(([path, { parts }]) => parts > 0 && path.includes('/'))
  const [record] =
    candidates.sort(([a, x], [b, y]) => y.times - x.times || y.parts - x.parts || a.length - b.length)[0] ?? []
  if (record === undefined) throw new CannotRead('xml.not-well-formed')
  const paths = [...leaves].filter((path) => path.startsWith(`${record}/`)).map((path) => path.slice(record.length + 1))
  const columns = paths.slice(0, 100).map((path) => ({ name: path, path }))
  const guess = XmlLayout.safeParse({ format: 'xml', record: record.split('/').slice(-2).join('/'), columns })
  if (!guess.success) throw new CannotRead('file.columns')
  return guess.data
}

function walk(text: string, elements: Map<string, Seen>, leaves: Set<string>) {
  const open: string[] = []
  let stop = false
  let hasText = false
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new CannotRead('xml.doctype')
  })
  // The head of a file ends somewhere: what was seen before counts.
  parser.on('error', () => {
    stop = true
  })
  parser.on('opentag', ({ name, attributes }) => {
    const parent = elements.get(open.join('/'))
    open.push(localName(name))
    hasText = false
    if (open.length > DEEPEST) throw new CannotRead('xml.too-deep')
    if (stop || elements.size > MOST_PATHS || leaves.size > MOST_PATHS) return
    if (parent) parent.parts++
    const path = open.join('/')
    const seen = elements.get(path) ?? { times: 0, parts: 0 }
    seen.times++
    elements.set(path, seen)
    for (const key of Object.keys(attributes)) if (!key.startsWith('xmlns')) leaves.add(`${path}/@${localName(key)}`)
  })
  parser.on('text', (said) => {
    hasText ||= said.trim() !== ''
  })
  parser.on('closetag', () => {
    if (hasText) leaves.add(open.join('/'))
    hasText = false
    open.pop()
  })
  parser.write(text)
}
