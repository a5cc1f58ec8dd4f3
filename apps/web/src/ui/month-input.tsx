import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { MonthPickerInput, type MonthPickerInputProps } from '@mantine/dates'
import { useWords } from '#words/words.ts'

interface Props
  extends Omit<MonthPickerInputProps, 'value' | 'onChange' | 'minDate' | 'maxDate' | 'valueFormat' | 'locale'> {
  /** YYYY-MM. */
  value: string
  /** The last month that can be chosen, YYYY-MM. */
  max?: string
  onChange: (month: string) => void
}

/** A month as YYYY-MM, chosen from the months of a year in the reader's language. */
export function MonthInput({ value, max = '2199-12', onChange, ...props }: Props) {
  const { t, locale } = useWords()
  return (
    <MonthPickerInput
      valueFormat="YYYY-MM"
      locale={locale === 'zh-CN' ? 'zh-cn' : 'en'}
      yearLabelFormat={locale === 'zh-CN' ? 'YYYY年' : 'YYYY'}
      monthsListFormat={locale === 'zh-CN' ? 'M月' : 'MMM'}
      minDate="1900-01-01"
      maxDate={`${max}-01`}
      popoverProps={{ withinPortal: false }}
      ariaLabels={{
        previousYear: t('ui.day.previous'),
        nextYear: t('ui.day.next'),
        previousDecade: t('ui.day.previous'),
        nextDecade: t('ui.day.next'),
      }}
      {...props}
      value={`${value}-01`}
      onChange={(day) => day && onChange(day.slice(0, 7))}
    />
  )
}
