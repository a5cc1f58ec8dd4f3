import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { DateInput, type DateInputProps } from '@mantine/dates'
import { useState } from 'react'
import { useWords } from '#words/words.ts'

type Props = Omit<DateInputProps, 'valueFormat' | 'locale' | 'onFocus' | 'onClick' | 'onKeyDown' | 'popoverProps'>

/**
 * A day as YYYY-MM-DD, typed or chosen from a calendar in the reader's language; empty is null. The calendar goes away as
 * soon as one types: it would lie over the button one wants next.
 */
export function DayInput({ onChange, onBlur, ...props }: Props) {
  const { t, locale } = useWords()
  const [shown, setShown] = useState(false)
  const show = () => setShown(true)
  const hide = () => setShown(false)
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
      popoverProps={{ withinPortal: false, opened: shown }}
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      ariaLabels={{
        previousMonth: t('ui.day.previous'),
        nextMonth: t('ui.day.next'),
        previousYear: t('ui.day.previous'),
        nextYear: t('ui.day.next'),
        previousDecade: t('ui.day.previous'),
        nextDecade: t('ui.day.next'),
      }}
      // Escape closes the calendar, and not the dialog around it as well.
      data-mantine-stop-propagation={shown || undefined}
      {...props}
      onFocus={show}
      onClick={show}
      onBlur={(event) => {
        hide()
        onBlur?.(event)
      }}
      onKeyDown={({ key }) => key !== 'Tab' && hide()}
      onChange={(day) => {
        hide()
        onChange?.(day)
      }}
    />
  )
}
