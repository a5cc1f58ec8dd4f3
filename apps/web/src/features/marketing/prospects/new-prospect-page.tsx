import { customerKinds } from '@rapport/contract/customer/vocabulary'
import { NewProspect, prospects } from '@rapport/contract/marketing/prospects'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { checkedContact } from '#features/customer/contact-points/checked-contact.ts'
import { ContactPointFields } from '#features/customer/contact-points/contact-point-fields.tsx'
import { ManagerField } from '#features/customer/customers/manager-field.tsx'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CourseFields } from './course-fields.tsx'
import { KnownHere } from './known-here.tsx'
import { changedProspects } from './refresh.ts'

/** Enters a prospect: who, how to reach them, where from, what is next. */
export function NewProspectPage() {
  const { t } = useWords()
  const mayCreate = useMay(prospects.create)
  return (
    <Page narrow title={t('prospects.new')} crumbs={[{ label: t('prospects.title'), to: '/prospects' }]}>
      {mayCreate ? <NewProspectForm /> : <NotAllowed />}
    </Page>
  )
}

function NewProspectForm() {
  const { t } = useWords()
  const { scope } = useViewer()
  const navigate = useNavigate()
  const create = useSend(prospects.create, { refresh: changedProspects })
  const [schema] = useState(() =>
    NewProspect.check(({ value, issues, ...payload }) => {
      for (const [place, contact] of value.contactPoints.entries())
        checkedContact(['contactPoints', place])({ ...payload, value: contact, issues })
    }),
  )
  return (
    <Form
      of={schema}
      from={{ kind: 'person', contactPoints: [{ kind: 'mobile', value: '' }], interests: [], expectedAssets: null }}
      send={t('prospects.enter')}
      onCancel={() => void navigate('/prospects')}
      onSend={async (body) => {
        const made = await create.mutateAsync({ body })
        await navigate(`/prospects/${made.id}`)
        void notify(t('prospect.entered', { name: made.name }))
      }}
    >
      <Fields>
        <TextField name="name" label={t('prospect.name')} required maxLength={120} autoFocus />
        <SelectField
          name="kind"
          label={t('customer.kind')}
          required
          choices={customerKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        {scope !== 'own' && <ManagerField label={t('prospect.owner')} hint={t('prospect.owner.hint')} />}
      </Fields>
      <Section title={t('customer.contact-points')}>
        <ContactPointFields />
        <KnownHere />
      </Section>
      <Section title={t('prospect.course')}>
        <Fields>
          <CourseFields />
          <LongTextField name="note" label={t('prospect.note')} maxLength={2000} empty="null" />
        </Fields>
      </Section>
    </Form>
  )
}
