import { Modal } from '@mantine/core'
import { type CustomerFinding, customerFindings } from '@rapport/contract/customer/customer-findings'
import { useSend } from '#api/query.ts'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Says that two are not the same person, for a reason that is remembered. */
export function DismissPair({ finding, onClose }: { finding: CustomerFinding; onClose: () => void }) {
  const { t } = useWords()
  const dismiss = useSend(customerFindings.dismiss, { refresh: [customerFindings.list, customerFindings.counts] })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('finding.dismiss.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={customerFindings.dismiss.body}
        from={{ note: '' }}
        light
        send={t('finding.dismiss')}
        onCancel={onClose}
        onSend={async (body) => {
          await dismiss.mutateAsync({ params: { id: finding.id }, version: finding.version, body })
          onClose()
          void notify(t('finding.dismissed'))
        }}
      >
        <p>{t('finding.dismiss.text', { one: finding.customer.name, other: finding.other?.name ?? '' })}</p>
        <LongTextField name="note" label={t('finding.note')} required maxLength={500} rows={2} />
      </Form>
    </Modal>
  )
}
