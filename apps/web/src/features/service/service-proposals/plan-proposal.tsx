import { CareVisitPlan } from '@rapport/contract/service/care-visits'
import { type ServiceProposal, serviceProposals } from '@rapport/contract/service/service-proposals'
import { useSend } from '#api/query.ts'
import { PlanFields } from '#features/service/care-visits/plan-fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { useReasonText } from './reason-text.ts'
import { answeredProposals } from './refresh.ts'

const Planned = CareVisitPlan.omit({ customerId: true })

interface Props {
  customerId: string
  of: ServiceProposal
  done: () => void
}

/** Plans a visit for what is proposed: as it is proposed, with the reasons as its purpose, or changed. */
export function PlanProposal({ customerId, of, done }: Props) {
  const { t } = useWords()
  const reasonText = useReasonText()
  const send = useSend(serviceProposals.answer, { refresh: answeredProposals })
  const { service, kind, channel, plannedOn } = of
  const purpose = of.reasons.map(reasonText).join(' · ')
  return (
    <Form
      light
      of={Planned}
      from={{ kind, channel, plannedOn, plannedTime: null, purpose }}
      send={t('service-proposals.plan')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: customerId }, body: { answer: 'accepted', service, ...body } })
        void notify(t('service-proposals.planned'))
        done()
      }}
    >
      <PlanFields />
    </Form>
  )
}
