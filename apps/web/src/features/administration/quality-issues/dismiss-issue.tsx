import { Modal } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { useSend } from '#api/query.ts'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './issues.module.css'

/** Leaves a row out for good, for a reason. */
export function DismissIssue({ issue, onClose }: { issue: QualityIssueDetails; onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(qualityIssues.dismiss, {
    refresh: [qualityIssues.list, qualityIssues.open, collectionItems.list],
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('issue.dismiss.title', { line: issue.line })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={qualityIssues.dismiss.body}
        from={{ note: '' }}
        light
        send={t('issue.dismiss')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: issue.id }, version: issue.version, body })
          void notify(t('issue.dismissed.done'))
          onClose()
        }}
      >
        <p className={classes.text}>{t('issue.dismiss.text')}</p>
        <LongTextField name="note" label={t('quality.reason')} required maxLength={500} />
      </Form>
    </Modal>
  )
}
