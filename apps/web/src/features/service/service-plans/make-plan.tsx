import { serviceLevels } from '@rapport/contract/service/service-levels'
import { planProducts, planStarts, ServicePlanDraft, servicePlans } from '@rapport/contract/service/service-plans'
import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { changedPlans } from './refresh.ts'
import { freshStep, StepFields } from './step-fields.tsx'

/** A new plan with its first version; who sees all customers says how it starts, others make one that is started by hand. */
export function MakePlan({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const go = useNavigate()
  const send = useSend(servicePlans.add, { refresh: changedPlans })
  return (
    <Section title={t('service-plans.add')}>
      <Form
        of={ServicePlanDraft}
        from={{ starts: 'hand', levelId: null, product: null, presentToo: false, steps: [{ ...freshStep }] }}
        send={t('service-plans.make')}
        onCancel={onDone}
        onSend={async (body) => {
          const { id } = await send.mutateAsync({ body })
          void notify(t('service-plans.made'))
          void go(`/service-plans/${id}`)
        }}
      >
        <Fields>
          <TextField name="nameZh" label={t('service-plan.name-zh')} maxLength={80} required />
          <TextField name="name" label={t('service-plan.name-en')} maxLength={80} required />
          <Starts />
        </Fields>
        <StepFields />
      </Form>
    </Section>
  )
}

function Starts() {
  const { t } = useWords()
  const { scope } = useViewer()
  const nameOf = useNameOf()
  const starts = useWatch({ name: 'starts' }) as string
  const levels = useAsk(serviceLevels.list, {}, { enabled: starts === 'level' })
  const held = levels.data?.items.filter(({ retired }) => !retired) ?? []
  if (scope !== 'all') return null
  return (
    <>
      <SelectField
        name="starts"
        label={t('service-plan.starts')}
        required
        choices={planStarts.map((value) => ({ value, label: t(`plan-start.${value}`) }))}
      />
      {starts === 'level' && (
        <>
          <SelectField
            name="levelId"
            label={t('service-plan.level')}
            required
            choices={held.map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
          <SwitchField
            name="presentToo"
            label={t('service-plan.present-too')}
            hint={t('service-plan.present-too.hint')}
          />
        </>
      )}
      {starts === 'purchase' && (
        <SelectField
          name="product"
          label={t('service-plan.product')}
          required
          choices={planProducts.map((value) => ({ value, label: t(`analysis.product.${value}`) }))}
        />
      )}
    </>
  )
}
