import { Button } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { fieldWords } from '#features/administration/collection-items/field-words.ts'
import { fieldsByColumn } from '#features/administration/collection-items/mapping.ts'
import { reasonText } from '#features/file-mapping/reasons.ts'
import { useAddress } from '#ui/address.ts'
import { Day, Instant } from '#ui/day.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { DismissIssue } from './dismiss-issue.tsx'
import { FixIssue } from './fix-issue.tsx'
import { IssueCells } from './issue-cells.tsx'
import { IssueState } from './issue-state.tsx'
import classes from './issues.module.css'
import { ReplayBatch } from './replay-batch.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
}

/** A row in quarantine beside the list: why it is there, what it says, and fixing, dismissing and replaying it. */
export function IssuePanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const answer = useAsk(qualityIssues.open, { params: { id } })
  const { params } = useAddress()
  const title = answer.data
    ? t('issue.line-of', { item: answer.data.item.name, line: answer.data.line })
    : t('issue.one')
  return (
    <SidePanel wide title={title} href={`?${params}`} {...moves}>
      <Answered answer={answer} lines={10}>
        {(issue) => <Issue key={issue.version} issue={issue} />}
      </Answered>
    </SidePanel>
  )
}

function Issue({ issue }: { issue: QualityIssueDetails }) {
  const { t } = useWords()
  const [doing, setDoing] = useState<'fix' | 'dismiss' | 'replay'>()
  const done = () => setDoing(undefined)
  const fieldOf = useFieldOfColumn(issue)
  const mayFix = useMay(qualityIssues.fix)
  const open = issue.state === 'held' || issue.state === 'fixed'
  return (
    <>
      <ul className={classes.reasons} aria-label={t('issue.reasons')}>
        {issue.reasons.map((reason) => (
          <li key={`${reason.field} ${reason.code}`}>{reasonText(reason, fieldWords)}</li>
        ))}
      </ul>
      <Facts
        of={[
          [t('run.state'), <IssueState key="state" state={issue.state} />],
          [t('run.business-date'), <Day key="day" on={issue.businessDate} />],
          [t('issue.since'), <Instant key="since" at={issue.createdAt} />],
          [t('issue.decided-by'), issue.decidedBy],
          [t('issue.decided-at'), <Instant key="decided" at={issue.decidedAt} />],
          [t('issue.note'), issue.note],
        ]}
      />
      {open && !mayFix && <p className={classes.dimmed}>{t('issue.fix.not-yours')}</p>}
      {open && doing !== 'fix' && (
        <div className={classes.actions}>
          <Allowed to={qualityIssues.fix}>
            <Button onClick={() => setDoing('fix')}>{t('issue.fix')}</Button>
            <Button variant="default" onClick={() => setDoing('dismiss')}>
              {t('issue.dismiss')}
            </Button>
          </Allowed>
          <Allowed to={qualityIssues.replay}>
            <Button variant="default" onClick={() => setDoing('replay')}>
              {t('issue.replay')}
            </Button>
          </Allowed>
        </div>
      )}
      <Section title={t('issue.cells')}>
        {doing === 'fix' ? (
          <FixIssue issue={issue} fieldOf={fieldOf} onClose={done} />
        ) : (
          <IssueCells issue={issue} fieldOf={fieldOf} />
        )}
      </Section>
      {doing === 'dismiss' && <DismissIssue issue={issue} onClose={done} />}
      {doing === 'replay' && <ReplayBatch issue={issue} onClose={done} />}
    </>
  )
}

/** Which field a column becomes, for whoever may read the mapping of its item; otherwise only those of the same name. */
function useFieldOfColumn({ item }: QualityIssueDetails) {
  const may = useMay(collectionItems.open)
  const { data } = useAsk(collectionItems.open, { params: { id: item.id } }, { enabled: may })
  const fields = data && fieldsByColumn(data.mapping)
  return (column: string) => fields?.get(column) ?? column
}
