import { customers } from '@rapport/contract/customer/customers'
import { InvestorProfileDraft, investorProfiles } from '@rapport/contract/customer/investor-profiles'
import { timeline } from '@rapport/contract/customer/timeline'
import { investmentCapacities, riskLevels } from '@rapport/contract/customer/vocabulary'
import { useSend } from '#api/query.ts'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import classes from './investor-profile.module.css'

/** Records what was found out about an investor, from a day on. */
export function RecordProfile({ customerId, today, done }: { customerId: string; today: string; done: () => void }) {
  const { t } = useWords()
  const record = useSend(investorProfiles.record, {
    refresh: [investorProfiles.list, customers.open, customers.list, timeline.list],
  })
  return (
    <div className={classes.form}>
      <Form
        of={InvestorProfileDraft}
        from={{ asOf: today, assessedOn: today, investmentCapacity: null, preference: null, experience: null }}
        send={t('profile.record')}
        onCancel={done}
        onSend={async (body) => {
          await record.mutateAsync({ params: { id: customerId }, body })
          done()
        }}
      >
        <Fields>
          <SelectField
            name="riskLevel"
            label={t('customer.risk')}
            required
            choices={riskLevels.map((value) => ({ value, label: t(`risk.${value}`) }))}
          />
          <DayField name="assessedOn" label={t('profile.assessed-on')} required max={today} />
          <DayField name="asOf" label={t('profile.as-of')} hint={t('profile.as-of.hint')} required max={today} />
          <SelectField
            name="investmentCapacity"
            label={t('profile.capacity')}
            clearable
            choices={investmentCapacities.map((value) => ({ value, label: t(`capacity.${value}`) }))}
          />
          <TextField name="preference" label={t('profile.preference')} maxLength={300} empty="null" />
          <TextField name="experience" label={t('profile.experience')} maxLength={300} empty="null" />
        </Fields>
      </Form>
    </div>
  )
}
