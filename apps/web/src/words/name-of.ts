import { useWords } from './words.ts'

/** What something is called in the reader's language, of what the firm names in both. */
export function useNameOf() {
  const { locale } = useWords()
  return (one: { name: string; nameZh: string }) => (locale === 'zh-CN' ? one.nameZh : one.name)
}
