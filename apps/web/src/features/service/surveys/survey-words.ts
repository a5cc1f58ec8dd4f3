import { type Locale, useWords } from '#words/words.ts'

/** What has a name or a text in both languages, in the reader's. */
export function useBoth() {
  const { locale } = useWords()
  return {
    nameOf: (of: { name: string; nameZh: string }) => both(locale, of.name, of.nameZh),
    textOf: (of: { text: string; textZh: string }) => both(locale, of.text, of.textZh),
  }
}
const both = (locale: Locale, en: string, zh: string) => (locale === 'en' ? en : zh)
