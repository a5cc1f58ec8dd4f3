import type { locales } from '@rapport/contract/session'
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { en } from './en.ts'
import type { enPages } from './en-pages.ts'
import type { portalEn } from './portal.en.ts'

export type Locale = (typeof locales)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof en & typeof enPages & typeof portalEn }
    keySeparator: false
    nsSeparator: false
    returnNull: false
  }
}

/** Keys are `area.noun.what`, flat; plurals end in `_one` and `_other`. */
void i18next.use(initReactI18next).init({
  resources: {},
  lng: 'en',
  fallbackLng: false,
  defaultNS: 'words',
  ns: ['words'],
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  // React escapes what it draws.
  interpolation: { escapeValue: false },
})

/** Three books a language: what the first load says, what all other pages say, and what customers read at the portal. */
type Book = 'first' | 'pages' | 'portal'
const books: Record<Locale, Record<Book, () => Promise<Record<string, string>>>> = {
  en: {
    first: () => import('./en.ts').then((book) => book.en),
    pages: () => import('./en-pages.ts').then((book) => book.enPages),
    portal: () => import('./portal.en.ts').then((book) => book.portalEn),
  },
  'zh-CN': {
    first: () => import('./zh-CN.ts').then((book) => book.zhCN),
    pages: () => import('./zh-CN-pages.ts').then((book) => book.zhCNPages),
    portal: () => import('./portal.zh-CN.ts').then((book) => book.portalZh),
  },
}
const read = new Map<string, Promise<unknown>>()
/** The books that are open beside the first, in whatever language. */
const wanted = new Set<Book>()

function open(locale: Locale, book: Book) {
  const name = `${locale} ${book}`
  const opened =
    read.get(name) ??
    books[locale][book]().then((words) => i18next.addResourceBundle(locale, 'words', words, true, true))
  read.set(name, opened)
  // A book that could not be fetched is tried again the next time.
  opened.catch(() => read.delete(name))
  return opened
}

/** Loads the words of a language and changes to it at once. */
export async function speak(locale: Locale) {
  await Promise.all([open(locale, 'first'), ...[...wanted].map((book) => open(locale, book))])
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}

/** Loads the words of another book, in this language and any chosen later. */
async function want(book: Book) {
  wanted.add(book)
  await open(i18next.language === 'zh-CN' ? 'zh-CN' : 'en', book)
}
/** The words of all pages beyond the customer list. */
export const speakOfAllPages = () => want('pages')
/** The words of the customer portal. */
export const speakOfPortal = () => want('portal')

/** What the browser asks for, as far as we speak it. */
export const browserLocale = (): Locale =>
  navigator.languages
    .find((tag) => /^(en|zh)/i.test(tag))
    ?.toLowerCase()
    .startsWith('zh')
    ? 'zh-CN'
    : 'en'

/** `t` finds the words, `locale` is the language they are in. */
export function useWords() {
  const { t, i18n } = useTranslation('words')
  return { t, locale: (i18n.language === 'zh-CN' ? 'zh-CN' : 'en') as Locale }
}

export type Words = ReturnType<typeof useWords>['t']

/** Words for a key that is only known when it runs, or undefined. */
export function wordsFor(key: string, values: Record<string, string | number> = {}): string | undefined {
  return i18next.exists(key) ? (i18next.t as (key: string, values: object) => string)(key, values) : undefined
}

/** Every key that the other language must have; Chinese has no singular. */
export type Same<Book> = { [Key in keyof Book as Key extends `${string}_one` ? never : Key]: string }
