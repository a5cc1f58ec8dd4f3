import type { ApprovalKind } from '@rapport/contract/administration/approval-kinds'
import { approvals } from '@rapport/contract/administration/approvals'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import { ApprovalLine } from './approval-line.tsx'
import { ApprovalState } from './approval-state.tsx'
import classes from './approvals.module.css'

/** On the page of a record: how its latest approval stands; nothing where there was none in sight. */
export function ApprovalOf({ kind, id }: { kind: ApprovalKind; id: string }) {
  const { t } = useWords()
  const allowed = useMay(approvals.list)
  const query = { view: 'all', kind, subject: id, limit: '1' } as const
  const { data } = useAsk(approvals.list, { query }, { enabled: allowed })
  const one = data?.items[0]
  if (!one) return null
  return (
    <div className={classes.of}>
      <Link to={`/approvals/${one.id}`}>{t('approval.number', { number: one.number })}</Link> <ApprovalState of={one} />
      <ApprovalLine of={one} />
    </div>
  )
}
