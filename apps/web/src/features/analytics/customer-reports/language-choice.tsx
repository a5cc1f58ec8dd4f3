import { Input, SegmentedControl } from '@mantine/core'
import { type ReportLanguage, reportLanguages } from '@rapport/contract/analytics/customer-reports'
import { useWords } from '#words/words.ts'

/** In which language a report is written: that of its reader, which need not be that of whoever makes it. */
export function LanguageChoice({
  value,
  onChange,
}: {
  /** Undefined: that of the customer's record. */
  value: ReportLanguage | undefined
  onChange: (next: ReportLanguage | undefined) => void
}) {
  const { t } = useWords()
  return (
    <Input.Wrapper label={t('report.language')} labelElement="div">
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('report.language')}
          value={value ?? 'own'}
          data={[
            { value: 'own', label: t('report.language.own') },
            ...reportLanguages.map((language) => ({ value: language, label: t(`report.language.${language}`) })),
          ]}
          onChange={(next) => onChange(next === 'own' ? undefined : (next as ReportLanguage))}
        />
      </div>
    </Input.Wrapper>
  )
}
