import { SegmentedControl } from '@mantine/core'
import { type Locale, speak, useWords } from '#words/words.ts'

/** The two languages, for whoever is not known yet. */
export function Languages() {
  const { locale } = useWords()
  return (
    <SegmentedControl
      size="xs"
      aria-label="Language / 语言"
      value={locale}
      data={[
        { value: 'en', label: 'English' },
        { value: 'zh-CN', label: '中文' },
      ]}
      onChange={(next) => void speak(next as Locale)}
    />
  )
}
