import type { FigureName } from '@rapport/contract/analytics/figures'
import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { Doubt } from '#ui/doubt.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

/** Counts for who answers for others; each leads to the rows it counts. */
export function Figures() {
  const { t } = useWords()
  const { today } = useViewer()
  const mayVisits = useMay(careVisits.list)
  const groups = useAsk(customers.groups, { query: { by: 'lifecycle' } }).data
  const expired = useAsk(customers.list, { query: { assessmentExpired: 'true', limit: '1' } }).data
  const due = useAsk(
    careVisits.list,
    { query: { to: today, state: 'planned', limit: '1' } },
    { enabled: mayVisits },
  ).data
  const opened = useAsk(customers.list, { query: { openedFrom: `${today.slice(0, 7)}-01`, limit: '1' } }).data
  const of = (lifecycle: string) =>
    groups?.items.find(({ key }) => key === lifecycle)?.count ?? (groups ? 0 : undefined)
  return (
    <ul className={classes.figures} aria-label={t('today.figures')}>
      <Figure label={t('customers.title')} value={groups?.total} to="/customers" />
      <Figure label={t('today.active')} value={of('active')} to="/customers?lifecycle=active" />
      <Figure label={t('today.dormant')} value={of('dormant')} to="/customers?lifecycle=dormant" />
      <Figure
        label={t('today.opened')}
        value={opened?.total}
        figure="new-customers"
        to={`/customers?openedFrom=${today.slice(0, 7)}-01`}
      />
      <Figure label={t('today.expired')} value={expired?.total} to="/customers?assessmentExpired=true" />
      {mayVisits && <Figure label={t('today.due')} value={due?.total} to="/care-visits" />}
    </ul>
  )
}

interface Props {
  label: string
  value: number | undefined
  to: string
  /** What the data centre knows it as: told where its feed is broken. */
  figure?: FigureName
}

function Figure({ label, value, to, figure }: Props) {
  const format = useFormat()
  const source = useSource(figure)
  return (
    <li>
      <Link to={to} className={classes.figure}>
        <span className={classes.label}>{label}</span>
        <span className={`${classes.value} figures`}>
          <Doubt alarm={source?.alarm}>{value === undefined ? '…' : format.count(value)}</Doubt>
        </span>
      </Link>
    </li>
  )
}
