import { Modal } from '@mantine/core'
import { quality, type Reconciliation } from '@rapport/contract/administration/quality'
import { figures } from '@rapport/contract/analytics/figures'
import { useSend } from '#api/query.ts'
import { placesOf, useDifference } from '#features/administration/data-centre/compared.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './quality.module.css'
import { reconciledWhat } from './reconciled-what.ts'

/** Accepts a difference for a reason; says before what that does. */
export function AcceptDifference({ of, onClose }: { of: Reconciliation; onClose: () => void }) {
  const { t } = useWords()
  const difference = useDifference()
  const send = useSend(quality.accept, { refresh: [quality.reconciliations, figures.trust, figures.origin] })
  const { kind, subject } = reconciledWhat(of)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reconciliation.accept.title', { what: `${kind}, ${subject}` })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={quality.accept.body}
        from={{ reason: '' }}
        light
        send={t('reconciliation.accept.act')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: of.id }, body })
          void notify(t('reconciliation.accepted.done'))
          onClose()
        }}
      >
        <p className={classes.text}>
          {t('reconciliation.accept.text', {
            difference: difference(of.difference, placesOf([of.expected, of.found, of.difference])),
            day: of.businessDate,
          })}
        </p>
        <LongTextField name="reason" label={t('quality.reason')} required maxLength={500} />
      </Form>
    </Modal>
  )
}
