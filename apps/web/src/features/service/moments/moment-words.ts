import { useWords } from '#words/words.ts'

/** The name of a rule in the reader's language. */
export function useMomentName() {
  const { locale } = useWords()
  return ({ name, nameZh }: { name: string; nameZh: string }) => (locale === 'zh-CN' ? nameZh : name)
}
