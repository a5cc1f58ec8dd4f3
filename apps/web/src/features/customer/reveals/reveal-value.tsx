import { Modal } from '@mantine/core'
import { reveals } from '@rapport/contract/customer/reveals'
import { useSend } from '#api/query.ts'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import type { RevealOf } from './masked.tsx'

interface Props {
  of: RevealOf
  recordId: string
  customerId: string
  label: string
  onRevealed: (value: string) => void
  onClose: () => void
}

/** Asks for the reason, which goes into the audit trail, and reveals one value. */
export function RevealValue({ of, recordId, customerId, label, onRevealed, onClose }: Props) {
  const { t } = useWords()
  const reveal = useSend(reveals.reveal)
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t('reveal.act')}: ${label}`}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={reveals.reveal.body}
        from={{ of, recordId, reason: '' }}
        light
        send={t('reveal.act')}
        onCancel={onClose}
        onSend={async (body) => {
          const { value } = await reveal.mutateAsync({ params: { id: customerId }, body })
          onRevealed(value)
          onClose()
        }}
      >
        <LongTextField
          name="reason"
          label={t('reveal.reason')}
          hint={t('reveal.hint')}
          maxLength={300}
          required
          rows={2}
        />
      </Form>
    </Modal>
  )
}
