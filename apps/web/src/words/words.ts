import type { locales } from '@rapport/contract/session'
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { en } from './en.ts'

export type Locale = (typeof locales)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof en }
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

const books = {
  en: () => import('./en.ts').then((book) => book.en),
  'zh-CN': () => import('./zh-CN.ts').then((book) => book.zhCN),
}

/** Loads the words of a language and changes to it at once. */
export async function speak(locale: Locale) {
  if (!i18next.hasResourceBundle(locale, 'words')) i18next.addResourceBundle(locale, 'words', await books[locale]())
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}

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
