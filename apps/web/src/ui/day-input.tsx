import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { DateInput, type DateInputProps } from '@mantine/dates'
import { useWords } from '#words/words.ts'

/** A day as YYYY-MM-DD, typed or chosen from a calendar in the reader's language; empty is null. */
export function DayInput(props: Omit<DateInputProps, 'valueFormat' | 'locale'>) {
  const { t, locale } = useWords()
  return (
    <DateInput
      valueFormat="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      locale={locale === 'zh-CN' ? 'zh-cn' : 'en'}
      monthLabelFormat={locale === 'zh-CN' ? 'YYYY年M月' : 'MMMM YYYY'}
      yearLabelFormat={locale === 'zh-CN' ? 'YYYY年' : 'YYYY'}
      firstDayOfWeek={1}
      minDate="1900-01-01"
      maxDate="2199-12-31"
      autoComplete="off"
      hideOutsideDates
      // Red means a price, nothing else.
      weekendDays={[]}
      popoverProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      ariaLabels={{
        previousMonth: t('ui.day.previous'),
        nextMonth: t('ui.day.next'),
        previousYear: t('ui.day.previous'),
        nextYear: t('ui.day.next'),
        previousDecade: t('ui.day.previous'),
        nextDecade: t('ui.day.next'),
      }}
      {...props}
    />
  )
}
