import { CaseDraft, caseChannels, cases } from '@rapport/contract/service/cases'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { CustomerField } from '#features/service/care-visits/customer-field.tsx'
import { useAddress } from '#ui/address.ts'
import { LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useColleagues } from './case-filters.ts'
import { useClassChoices } from './class-choices.ts'
import { changedCases } from './refresh.ts'

/** Registers what a customer asks or complains of. */
export function NewCasePage() {
  const { t } = useWords()
  const mayRegister = useMay(cases.register)
  return (
    <Page narrow title={t('cases.new')} crumbs={[{ label: t('cases.title'), to: '/cases' }]}>
      {mayRegister ? <NewCase /> : <NotAllowed />}
    </Page>
  )
}

function NewCase() {
  const { t } = useWords()
  const viewer = useViewer()
  const { get } = useAddress()
  const navigate = useNavigate()
  const classChoices = useClassChoices()
  const colleagues = useColleagues()
  const send = useSend(cases.register, { refresh: changedCases })
  const back = () => void navigate('/cases')
  return (
    <Form
      of={CaseDraft}
      from={{ channel: 'phone', title: '', customerId: get('customer') ?? null, complainants: 1 }}
      send={t('cases.new')}
      onCancel={back}
      onSend={async (body) => {
        const { id, number } = await send.mutateAsync({ body })
        await navigate(`/cases/${id}`)
        void notify(t('case.registered', { number }))
      }}
    >
      <Fields>
        <SelectField name="classCode" label={t('case.class')} choices={classChoices} required />
        <SelectField
          name="channel"
          label={t('case.channel')}
          required
          choices={caseChannels.map((value) => ({ value, label: t(`case-channel.${value}`) }))}
        />
        {get('customer') === undefined && <CustomerField name="customerId" optional />}
        <TextField name="callerName" label={t('case.caller.name')} maxLength={60} empty="null" />
        <TextField name="callerPhone" label={t('case.caller.phone')} type="tel" maxLength={40} empty="null" />
      </Fields>
      <Fields>
        <TextField name="title" label={t('case.what')} maxLength={200} required wide />
        <LongTextField name="details" label={t('case.details')} rows={4} maxLength={4000} empty="null" />
        <TextField name="topic" label={t('case.topic')} maxLength={80} empty="null" />
        <TextField name="cause" label={t('case.cause')} maxLength={80} empty="null" />
        <NumberField name="complainants" label={t('case.complainants')} min={1} />
        <SelectField
          name="subjectId"
          label={t('case.subject')}
          hint={t('case.subject.hint')}
          clearable
          choices={colleagues.choices.filter(({ value }) => value !== viewer.id)}
          search={colleagues.search}
        />
        <LongTextField
          name="answer"
          label={t('case.answer.given')}
          hint={t('case.answer.given.hint')}
          rows={3}
          maxLength={4000}
          empty="null"
        />
      </Fields>
    </Form>
  )
}
