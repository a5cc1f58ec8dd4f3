import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { type QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Puts the fixed rows of the batch in by a run, and leads to it. */
export function ReplayBatch({ issue, onClose }: { issue: QualityIssueDetails; onClose: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(qualityIssues.replay, { refresh: [qualityIssues.list, qualityIssues.open, etlRuns.list] })
  return (
    <Confirm
      title={t('issue.replay.title')}
      act={t('issue.replay.act')}
      onAct={async () => {
        const run = await send.mutateAsync({ body: { batchId: issue.batchId } })
        void notify(t('run.started', { count: 1 }))
        await navigate(`/data-centre?${new URLSearchParams({ day: run.businessDate, run: run.id })}`)
      }}
      onClose={onClose}
    >
      <p>{t('issue.replay.text', { item: issue.item.name, day: issue.businessDate })}</p>
    </Confirm>
  )
}
