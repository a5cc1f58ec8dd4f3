import { SegmentedControl } from '@mantine/core'
import { customers, NewCustomer } from '@rapport/contract/customer/customers'
import { customerKinds } from '@rapport/contract/customer/vocabulary'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { checkedContact } from '#features/customer/contact-points/checked-contact.ts'
import { ContactPointFields } from '#features/customer/contact-points/contact-point-fields.tsx'
import { checkedIdentification } from '#features/customer/identifications/checked-identification.ts'
import { IdentificationFields } from '#features/customer/identifications/identification-fields.tsx'
import { useAddress } from '#ui/address.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CustomerFields } from './customer-fields.tsx'
import { ManagerField } from './manager-field.tsx'

/** Creates a person or an organisation; what the server would refuse is said at the field before sending. */
export function NewCustomerPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const kind = get('kind') === 'organisation' ? 'organisation' : 'person'
  const mayCreate = useMay(customers.create)
  return (
    <Page narrow title={t('customers.new')} crumbs={[{ label: t('customers.title'), to: '/customers' }]}>
      {mayCreate ? (
        <>
          <SegmentedControl
            mb="md"
            aria-label={t('customer.kind')}
            value={kind}
            data={customerKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(next) => change({ kind: next === 'organisation' ? next : null }, { replace: true })}
          />
          <NewCustomerForm key={kind} kind={kind} />
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function NewCustomerForm({ kind }: { kind: 'person' | 'organisation' }) {
  const { t } = useWords()
  const viewer = useViewer()
  const navigate = useNavigate()
  const create = useSend(customers.create, { refresh: [customers.list, customers.groups] })
  const [schema] = useState(() => checkedCustomer(viewer.today))
  return (
    <Form
      of={schema}
      from={{
        kind,
        identification: {
          type: kind === 'person' ? 'resident-id' : 'credit-code',
          number: '',
          issuer: null,
          validTo: null,
        },
        contactPoints: [],
        investorClass: 'ordinary',
        lifecycle: 'active',
        tags: [],
      }}
      send={t('customers.create')}
      onCancel={() => void navigate('/customers')}
      onSend={async (body) => {
        const created = await create.mutateAsync({ body })
        await navigate(`/customers/${created.id}`)
        void notify(t('customer.created', { name: created.name }))
      }}
    >
      <Fields>
        <TextField name="name" label={t('customer.name')} required maxLength={120} autoFocus />
        <TextField
          name="customerNo"
          label={t('customer.number')}
          hint={t('customer.number.hint')}
          maxLength={40}
          empty="left-out"
        />
        {viewer.scope !== 'own' && <ManagerField label={t('customer.owner')} required />}
      </Fields>
      <Section title={t('customer.identification')}>
        <IdentificationFields under="identification." />
      </Section>
      <Section title={t('customer.contact-points')}>
        <ContactPointFields />
      </Section>
      <CustomerFields kind={kind} />
    </Form>
  )
}

/** The contract's shape with the checks of document and contacts, as the server makes them. */
const checkedCustomer = (today: string) =>
  NewCustomer.check(({ value, issues, ...payload }) => {
    checkedIdentification(today, ['identification'])({ ...payload, value: value.identification, issues })
    for (const [place, contact] of value.contactPoints.entries())
      checkedContact(['contactPoints', place])({ ...payload, value: contact, issues })
  })
