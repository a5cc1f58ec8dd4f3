import { approvals } from '@rapport/contract/administration/approvals'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { ApprovalState } from './approval-state.tsx'
import { useApprovalWords } from './approval-words.ts'
import classes from './approvals.module.css'

const FEW = 5

/** On the first page: who waits for the reader's decision; nothing where nobody does. */
export function WaitingApprovals() {
  const { t } = useWords()
  const format = useFormat()
  const { kindOf, titleOf } = useApprovalWords()
  const allowed = useMay(approvals.list)
  const { data } = useAsk(approvals.list, { query: { view: 'waiting', limit: String(FEW) } }, { enabled: allowed })
  if (!data || data.total === 0) return null
  return (
    <Section
      title={t('approvals.view.waiting')}
      actions={<Link to="/approvals">{t('today.all', { total: format.count(data.total) })}</Link>}
    >
      <ul className={classes.few}>
        {data.items.map((one) => (
          <li key={one.id}>
            <Link to={`/approvals/${one.id}`}>{titleOf(one)}</Link>
            <span className={classes.small}>
              {kindOf(one.kind)} · {one.requester.name} <ApprovalState of={one} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
