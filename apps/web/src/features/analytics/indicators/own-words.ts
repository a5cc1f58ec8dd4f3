import type { Indicator } from '@rapport/contract/analytics/indicators'
import { useWords } from '#words/words.ts'
import { indicatorWord } from './indicator-word.ts'

/** How an indicator is called and defined: as the firm says it in the reader's language, else as the product does. */
export function useOwnWords() {
  const { t, locale } = useWords()
  return ({ code, name, nameZh, about, aboutZh }: Indicator) => ({
    name: (locale === 'zh-CN' ? nameZh : name) ?? t(indicatorWord(code)),
    about: (locale === 'zh-CN' ? aboutZh : about) ?? t(`indicator.${code}.about`),
  })
}
