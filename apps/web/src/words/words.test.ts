import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en as enFirst } from './en.ts'
import { enPages } from './en-pages.ts'
import { portalEn } from './portal.en.ts'
import { portalZh } from './portal.zh-CN.ts'
import { zhCN as zhFirst } from './zh-CN.ts'
import { zhCNPages } from './zh-CN-pages.ts'

const en = { ...enFirst, ...enPages, ...portalEn }
const zhCN = { ...zhFirst, ...zhCNPages, ...portalZh }

const source = join(import.meta.dirname, '..')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name),
)
const known = new Set(Object.keys(en).flatMap((key) => [key, key.replace(/_(one|other)$/, '')]))

test('both languages say the same things', () => {
  const wanted = Object.keys(en).filter((key) => !key.endsWith('_one'))
  expect(Object.keys(zhCN).sort()).toEqual(wanted.sort())
})

test('no two books name the same key', () => {
  for (const language of ['en', 'zh-CN']) {
    const keys = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(`.${language}.ts`))
      .flatMap((name) =>
        [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key),
      )
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  }
})

test('a sentence has the same blanks in both languages', () => {
  const blanks = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()
  for (const [key, chinese] of Object.entries(zhCN))
    expect([key, blanks(chinese)]).toEqual([key, blanks(en[key as keyof typeof en])])
})

test('every key that the code names exists', () => {
  const missing: string[] = []
  for (const name of files) {
    const text = readFileSync(join(source, name), 'utf8')
    for (const [, key] of text.matchAll(/\b(?:t|wordsFor)\(\s*'([^']+)'/g))
      if (!known.has(key as string)) missing.push(`${name}: ${key}`)
    for (const [, start] of text.matchAll(/\b(?:t|wordsFor)\(\s*`([^`$]+)\$/g))
      if (![...known].some((key) => key.startsWith(start as string))) missing.push(`${name}: ${start}…`)
  }
  expect(missing).toEqual([])
})
