import { useWords } from '#words/words.ts'

interface Named {
  code: string
  name: string
  nameZh: string
}

/** What the firm calls a tier in the reader's language; null is no tier. */
export function useTierName(names: readonly Named[]) {
  const { t, locale } = useWords()
  return (code: string | null) => {
    if (code === null) return t('tiers.none-then')
    const named = names.find((one) => one.code === code)
    return named ? (locale === 'zh-CN' ? named.nameZh : named.name) : code
  }
}
