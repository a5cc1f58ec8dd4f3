import { useWords } from '#words/words.ts'

/** A term in words: in years where it is whole ones, else in days; open-ended without one. */
export function useTerm() {
  const { t } = useWords()
  return (days: number | null) => {
    if (days === null) return t('products.open-ended')
    return days % 365 === 0 ? t('products.years', { count: days / 365 }) : t('products.days', { count: days })
  }
}
