import type { ChartQuestion } from '@rapport/contract/analytics/chart-catalogue'
import { Link } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

/** What is asked first by who decides for the firm, and by who keeps a branch in hand; the rest is a step further. */
const asked: Record<'all' | 'units', readonly ChartQuestion[]> = {
  all: ['assets', 'trading', 'ranking', 'customers'],
  units: ['service', 'ranking', 'customers', 'assets'],
}

/** The charts that are one's own, by how much of the firm one answers for. */
export function OwnCharts() {
  const { t } = useWords()
  const { scope } = useViewer()
  const compare = scope === 'all' ? '&compare=year' : '&compare=period'
  return (
    <ul className={classes.figures} aria-label={t('charts.title')}>
      {asked[scope === 'all' ? 'all' : 'units'].map((question) => (
        <li key={question}>
          <Link to={`/charts?view=${question}${compare}`} className={classes.figure}>
            <span className={classes.label}>{t('charts.title')}</span>
            <span className={classes.place}>{t(`firm-charts.question.${question}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
