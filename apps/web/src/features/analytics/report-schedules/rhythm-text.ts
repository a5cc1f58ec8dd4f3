import type { Rhythm } from '@rapport/contract/analytics/report-schedules'
import { useWords } from '#words/words.ts'

/** A rhythm in words. */
export function useRhythmText() {
  const { t } = useWords()
  return (rhythm: Rhythm) => {
    const { at } = rhythm
    if (rhythm.every === 'day') return t('report-schedule.said.day', { at })
    if (rhythm.every === 'week')
      return t('report-schedule.said.week', { at, day: t(`report-schedule.weekday.${rhythm.weekday as 1}`) })
    return rhythm.day === 'last'
      ? t('report-schedule.said.month.last', { at })
      : t('report-schedule.said.month', { at, day: rhythm.day })
  }
}
