import { Modal } from '@mantine/core'
import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, CareVisitPlan, careVisits } from '@rapport/contract/service/care-visits'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { CustomerField } from './customer-field.tsx'
import { PlanFields } from './plan-fields.tsx'
import classes from './visit.module.css'

interface Props {
  /** The customer it is for; without one it is chosen by search. */
  customer?: { id: string; name: string }
  /** The day offered first; today unless said. */
  on?: string
  onClose: () => void
  onPlanned?: (visit: CareVisit) => void
}

/** Plans a care visit in a dialog. Draw it while it is asked for; one for today or earlier offers to be recorded at once. */
export function PlanVisit({ customer, on, onClose, onPlanned }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const viewer = useViewer()
  const navigate = useNavigate()
  const mayRecord = useMay(careVisits.recordOutcome)
  const send = useSend(careVisits.plan, { refresh: [careVisits.list, timeline.list] })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('care-visits.plan')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={CareVisitPlan}
        from={{
          customerId: customer?.id ?? '',
          kind: 'care',
          channel: 'phone',
          plannedOn: on ?? viewer.today,
          plannedTime: null,
          purpose: null,
        }}
        light
        send={t('care-visits.plan')}
        onCancel={onClose}
        onSend={async (body) => {
          const visit = await send.mutateAsync({ body })
          const record = { label: t('care-visit.record'), act: () => navigate(`/care-visits/${visit.id}/record`) }
          void notify(
            t('care-visit.planned', { name: visit.customer.name, day: format.day(visit.plannedOn) }),
            mayRecord && visit.plannedOn <= viewer.today ? record : undefined,
          )
          onPlanned?.(visit)
          onClose()
        }}
      >
        {customer ? (
          <p className={classes.for}>
            {t('care-visit.customer')}: <strong>{customer.name}</strong>
          </p>
        ) : (
          <CustomerField name="customerId" />
        )}
        <PlanFields />
      </Form>
    </Modal>
  )
}
