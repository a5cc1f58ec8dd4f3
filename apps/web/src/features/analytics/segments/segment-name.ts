import type { SegmentInRow } from '@rapport/contract/analytics/segment-rows'
import { useWords } from '#words/words.ts'

/** What a segment is called in the reader's language: its Chinese name where it has one. */
export function useSegmentName() {
  const { locale } = useWords()
  return ({ name, nameZh }: Pick<SegmentInRow, 'name' | 'nameZh'>) => (locale === 'zh-CN' && nameZh ? nameZh : name)
}
