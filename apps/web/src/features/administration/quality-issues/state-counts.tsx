import { issueStates, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { Link } from 'react-router'
import { type Ask, useAsk } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './issues.module.css'

type Query = NonNullable<Ask<typeof qualityIssues.list>['query']>

/** How many rows of this item and day stand how; each leads to them. */
export function StateCounts() {
  const { t } = useWords()
  return (
    <ul className={classes.counts} aria-label={t('issue.counts')}>
      {issueStates.map((state) => (
        <StateCount key={state} state={state} />
      ))}
    </ul>
  )
}

function StateCount({ state }: { state: (typeof issueStates)[number] }) {
  const { t } = useWords()
  const format = useFormat()
  const { params } = useAddress()
  const among = queryFrom(params, ['itemId', 'businessDate']) as Query
  const { data } = useAsk(qualityIssues.list, { query: { ...among, state, limit: '1' } }, { keep: true })
  const shown = params.get('state') === state
  const to = new URLSearchParams({ view: 'rows', ...(among as object), ...(shown ? {} : { state }) })
  return (
    <li>
      <Link to={`?${to}`} aria-current={shown ? 'true' : undefined}>
        <span>{t(`issue.state.${state}`)}</span>{' '}
        <strong className="figures">{data ? format.count(data.total) : '…'}</strong>
      </Link>
    </li>
  )
}
