import { type CustomerPlan, servicePlans } from '@rapport/contract/service/service-plans'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedPlans } from './refresh.ts'

/** Takes a customer out of a plan, with a reason. */
export function EndPlan({ of: one, done }: { of: CustomerPlan; done: () => void }) {
  const { t } = useWords()
  const send = useSend(servicePlans.end, { refresh: changedPlans })
  return (
    <Form
      of={servicePlans.end.body}
      light
      send={t('service-plan.end')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: one.id }, body })
        void notify(t('service-plan.ended-now'))
        done()
      }}
    >
      <TextField
        name="reason"
        label={t('service-plan.end-reason')}
        hint={t('service-plan.end.hint')}
        maxLength={500}
        required
        autoFocus
      />
    </Form>
  )
}
