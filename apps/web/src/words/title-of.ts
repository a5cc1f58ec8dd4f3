import { useCallback } from 'react'
import { useWords } from './words.ts'

/** What something is called in the reader's language; where it has no Chinese of its own, `title` is in the language of who wrote it. */
export function useTitleOf() {
  const { locale } = useWords()
  return useCallback(
    <Title extends string | null>({ title, titleZh }: { title: Title; titleZh: string | null }): Title | string =>
      (locale === 'zh-CN' ? titleZh : null) ?? title,
    [locale],
  )
}
