import { Modal } from '@mantine/core'
import { type CustomerFinding, customerFindings } from '@rapport/contract/customer/customer-findings'
import { useAsk, useSend } from '#api/query.ts'
import { SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Gives a finding to somebody who sees its customers; nobody chosen gives it back to whoever looks after the customer. */
export function AssignFinding({ finding, onClose }: { finding: CustomerFinding; onClose: () => void }) {
  const { t } = useWords()
  const keepers = useAsk(customerFindings.keepers, { params: { id: finding.id } })
  const assign = useSend(customerFindings.assign, { refresh: [customerFindings.list] })
  const choices = (keepers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('finding.assign.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={customerFindings.assign.body}
        from={{ userId: finding.keeperBy === 'assigned' ? (finding.keeper?.id ?? null) : null }}
        light
        send={t('finding.assign')}
        onCancel={onClose}
        onSend={async (body) => {
          await assign.mutateAsync({ params: { id: finding.id }, version: finding.version, body })
          onClose()
          void notify(t('finding.assigned'))
        }}
      >
        <p>{t('finding.assign.text')}</p>
        <SelectField name="userId" label={t('finding.keeper')} choices={choices} clearable />
      </Form>
    </Modal>
  )
}
