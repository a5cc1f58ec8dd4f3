import { en } from '../apps/web/src/words/en.ts'
import { enPages } from '../apps/web/src/words/en-pages.ts'
import { portalEn } from '../apps/web/src/words/portal.en.ts'
import { portalZh } from '../apps/web/src/words/portal.zh-CN.ts'
import { zhCN } from '../apps/web/src/words/zh-CN.ts'
import { zhCNPages } from '../apps/web/src/words/zh-CN-pages.ts'

export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

type Entry = keyof (typeof en & typeof enPages & typeof portalEn)
export type Key = Entry extends infer E ? (E extends `${infer Noun}_${'one' | 'other'}` ? Noun : E) : never
type Values = Record<string, string | number>

const books: Record<Locale, Record<string, string>> = {
  en: { ...en, ...enPages, ...portalEn },
  'zh-CN': { ...zhCN, ...zhCNPages, ...portalZh },
}

/** What the product says in a language; `count` chooses the plural, as the product does. */
export function wordsOf(locale: Locale) {
  const book = books[locale]
  const plurals = new Intl.PluralRules(locale)
  return (key: Key, values: Values = {}) => {
    const form = typeof values.count === 'number' ? `${key}_${plurals.select(values.count)}` : key
    const words = book[form] ?? book[key]
    if (words === undefined) throw new Error(`No words for ${form} in ${locale}.`)
    return words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
  }
}
export type Words = ReturnType<typeof wordsOf>
