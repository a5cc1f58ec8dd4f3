import { mostColumns } from '@rapport/contract/administration/collection-layout'

const MOST_LINES = 20
const DEEPEST = 6

/** The dotted paths of the values in the first objects, each as a column of that name. */
export function guessJsonColumns(text: string): { name: string; path: string }[] {
  const paths = new Set<string>()
  for (const line of text.split('\n', MOST_LINES)) {
    try {
      gather(JSON.parse(line), '', 0, paths)
    } catch {
      // The last line of a head is cut off; what no line is any JSON of leaves nothing to suggest.
    }
  }
  return [...paths].slice(0, mostColumns).map((path) => ({ name: path.slice(0, 200), path }))
}

function gather(said: unknown, path: string, depth: number, paths: Set<string>) {
  if (typeof said === 'object' && said !== null && depth < DEEPEST && paths.size < mostColumns) {
    // A dot in a name would be taken for a step.
    for (const [key, value] of Object.entries(said))
      if (!key.includes('.') && key.length <= 60) gather(value, path === '' ? key : `${path}.${key}`, depth + 1, paths)
  } else if (path !== '') paths.add(path)
}
