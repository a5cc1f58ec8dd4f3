import { useWords } from '#words/words.ts'
import classes from './charts.module.css'

/** By how many ranks since the month before, with the rank of then. Not a price: never in its colours. */
export function Movement({ rank, before }: { rank: number; before: number | null }) {
  const { t } = useWords()
  const moved = before === null ? 0 : before - rank
  const count = Math.abs(moved)
  const label =
    before === null
      ? t('chart.ranking.new')
      : moved === 0
        ? t('chart.ranking.same')
        : t(moved > 0 ? 'chart.ranking.rose' : 'chart.ranking.fell', { count, before })
  return (
    <span className={`${classes.movement} figures`} role="img" aria-label={label} title={label}>
      {before === null ? '–' : moved === 0 ? '=' : `${moved > 0 ? '▲' : '▼'} ${count}`}
      {moved !== 0 && <small> ({before})</small>}
    </span>
  )
}
