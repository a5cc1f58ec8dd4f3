import { type ServiceProposal, serviceProposals } from '@rapport/contract/service/service-proposals'
import { text } from '@rapport/contract/shapes'
import { z } from 'zod'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { answeredProposals } from './refresh.ts'

const Declined = z.strictObject({ reason: text(300) })

interface Props {
  customerId: string
  of: ServiceProposal
  done: () => void
}

/** Puts a proposed service off, with a reason. */
export function DeclineProposal({ customerId, of: { service }, done }: Props) {
  const { t } = useWords()
  const send = useSend(serviceProposals.answer, { refresh: answeredProposals })
  return (
    <Form
      light
      of={Declined}
      from={{ reason: '' }}
      send={t('service-proposals.decline')}
      onCancel={done}
      onSend={async ({ reason }) => {
        await send.mutateAsync({ params: { id: customerId }, body: { answer: 'declined', service, reason } })
        void notify(t('service-proposals.declined'))
        done()
      }}
    >
      <TextField
        name="reason"
        label={t('service-proposals.decline-reason')}
        hint={t('service-proposals.decline-hint')}
        maxLength={300}
        required
        autoFocus
      />
    </Form>
  )
}
