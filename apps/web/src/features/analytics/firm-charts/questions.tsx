import { chartQuestions } from '@rapport/contract/analytics/chart-catalogue'
import { Link } from 'react-router'
import { useAddress } from '#ui/address.ts'
import classes from '#ui/views.module.css'
import { useWords } from '#words/words.ts'

export const views = ['overview', ...chartQuestions] as const
export type View = (typeof views)[number]

/** The question that the address names; the overview otherwise. */
export const viewIn = (named: string | undefined): View => views.find((view) => view === named) ?? 'overview'

/** The parts of the page, one at a time; unit, period and comparison go along. */
export function Questions({ shown }: { shown: View }) {
  const { t } = useWords()
  const { params } = useAddress()
  const to = (view: View) => {
    const next = new URLSearchParams(params)
    if (view === 'overview') next.delete('view')
    else next.set('view', view)
    return `?${next}`
  }
  return (
    <nav aria-label={t('firm-charts.questions')} className={classes.views}>
      {views.map((view) => (
        <Link key={view} to={to(view)} aria-current={view === shown ? 'page' : undefined}>
          {t(`firm-charts.question.${view}`)}
        </Link>
      ))}
      <Link to="/indicators">{t('indicators.title')}</Link>
    </nav>
  )
}
