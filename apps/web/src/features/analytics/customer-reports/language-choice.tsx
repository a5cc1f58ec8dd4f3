import { Input, SegmentedControl } from '@mantine/core'
import { type ReportLanguage, reportLanguages } from '@rapport/contract/analytics/customer-reports'
import { useWords } from '#words/words.ts'

/** In which language a report is written: that of its reader, which need not be that of whoever makes it. */
export function LanguageChoice({
  value,
  onChange,
}: {
  value: ReportLanguage
  onChange: (next: ReportLanguage) => void
}) {
  const { t } = useWords()
  return (
    <Input.Wrapper label={t('report.language')} labelElement="div">
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('report.language')}
          value={value}
          data={reportLanguages.map((language) => ({ value: language, label: t(`report.language.${language}`) }))}
          onChange={(next) => onChange(next as ReportLanguage)}
        />
      </div>
    </Input.Wrapper>
  )
}
