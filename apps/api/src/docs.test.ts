import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '@rapport/database/repository-root'
import { describe, expect, it } from 'vitest'
import { openapi } from '#http/openapi.ts'
import { environmentNames } from './env.ts'

const root = repositoryRoot()
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true }).map((name) => `docs/${String(name)}`),
].filter((path) => path.endsWith('.md'))

describe('documentation', () => {
  it.each(pages)('%s names only paths that exist', (page) => {
    const text = read(page)
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path]) => join(dirname(page), path!))
    const named = [...text.matchAll(/`((?:apps|packages|prisma|docs|e2e|bench|scripts)\/[\w./-]+)`/g)].map(
      ([, path]) => path!,
    )
    expect([...links, ...named].filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('describes the API as the contract makes it: run `npm run openapi` when this fails', () => {
    expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(openapi())))
  })

  it('explains every variable that the product reads', () => {
    expect(environmentNames.filter((name) => !read('docs/operations.md').includes(`\`${name}\``))).toEqual([])
  })
})
