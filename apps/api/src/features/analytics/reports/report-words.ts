import type { Preferences } from '@rapport/contract/session'
import { customerValuesEn } from '@rapport/contract/words/customer-values.en'
import { customerValuesZh } from '@rapport/contract/words/customer-values.zh-CN'
import { type ReportNames, reportNames } from '@rapport/contract/words/report-names'
import { reportWordsEn } from '@rapport/contract/words/report-words.en'
import { reportWordsZh } from '@rapport/contract/words/report-words.zh-CN'

export type Locale = Preferences['locale']

const books: Record<Locale, Readonly<Record<string, string>>> = {
  en: { ...customerValuesEn, ...reportWordsEn },
  'zh-CN': { ...customerValuesZh, ...reportWordsZh },
}

/** What reports call things in files that the server writes: the words of the pages. */
export const namesIn = (locale: Locale): ReportNames => names[locale]

const names: Record<Locale, ReportNames> = { en: namesOf('en'), 'zh-CN': namesOf('zh-CN') }

function namesOf(locale: Locale): ReportNames {
  return reportNames((key, values = {}) =>
    books[locale][key]?.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''),
  )
}
