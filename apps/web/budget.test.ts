import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = join(import.meta.dirname, 'dist')
const list = join(dist, '.vite/manifest.json')
const BUDGET = 220_000

interface Chunk {
  file: string
  imports?: string[]
}

/** Every file that must be there before these chunks run. */
function filesOf(manifest: Record<string, Chunk>, names: string[], seen = new Set<string>()) {
  for (const name of names) {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the build has no ${name}`)
    if (seen.has(chunk.file)) continue
    seen.add(chunk.file)
    filesOf(manifest, chunk.imports ?? [], seen)
  }
  return seen
}

test.skipIf(!existsSync(list))(
  'the first load of the customer list stays within 220 kB of JavaScript, gzip (skipped before a build)',
  () => {
    const manifest = JSON.parse(readFileSync(list, 'utf8')) as Record<string, Chunk>
    const size = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 6 }).length
    const sizes = ['src/words/en.ts', 'src/words/zh-CN.ts'].map((words) => {
      const files = [...filesOf(manifest, ['index.html', 'src/features/customer/customers/customers-page.tsx', words])]
      const each = files.map((file) => [size(file), file] as const).sort(([one], [other]) => other - one)
      if (process.env.BUDGET_SHOW) console.log(each.map(([bytes, file]) => `${bytes}\t${file}`).join('\n'))
      return each.reduce((sum, [bytes]) => sum + bytes, 0)
    })
    console.log(
      `first load of the customer list: ${sizes.map((bytes) => (bytes / 1000).toFixed(1)).join(' / ')} kB (en / zh-CN)`,
    )
    expect(Math.max(...sizes)).toBeLessThanOrEqual(BUDGET)
  },
)
