import { useWords } from '#words/words.ts'

/** Minutes of service as hours and minutes; null is not known. */
export function useMinutes() {
  const { t } = useWords()
  return (minutes: number | null | undefined) => {
    if (minutes === null || minutes === undefined) return '–'
    if (minutes < 60) return t('case.minutes', { value: minutes })
    return t('case.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
}
