import { type ContactPerson, ContactPersonDraft, contactPersons } from '@rapport/contract/customer/contact-persons'
import type { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { WhereFrom } from '#features/customer/customer-origins/where-from.tsx'
import { Masked } from '#features/customer/reveals/masked.tsx'
import { LongTextField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { RecordList } from '#ui/record-list.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

type Person = z.output<typeof ContactPerson>

/** Whom to talk to about a customer. */
export function ContactPersonsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(contactPersons.list, { params: { id: customerId } })
  const mayChange = useMay(contactPersons.add)
  const refresh = [contactPersons.list]
  const add = useSend(contactPersons.add, { refresh })
  const edit = useSend(contactPersons.edit, { refresh })
  const remove = useSend(contactPersons.remove, { refresh })
  return (
    <RecordList
      title={t('customer.contact-persons')}
      answer={answer}
      empty={t('customer.contact-persons.none')}
      mayChange={mayChange}
      nameOf={(one) => one.name}
      draw={(one) => <PersonLine person={one} customerId={customerId} />}
      add={(done) => (
        <PersonForm
          from={{ name: '' }}
          onCancel={done}
          onSend={async (body) => {
            await add.mutateAsync({ params: { id: customerId }, body })
            done()
          }}
        />
      )}
      edit={({ id, version, ...from }, done) => (
        <PersonForm
          from={from}
          onCancel={done}
          onSend={async (body) => {
            await edit.mutateAsync({ params: { id }, body, version })
            done()
          }}
        />
      )}
      remove={{
        text: (one) => t('contact-person.remove', { name: one.name }),
        act: (one) => remove.mutateAsync({ params: { id: one.id }, version: one.version }),
      }}
    />
  )
}

function PersonLine({ person, customerId }: { person: Person; customerId: string }) {
  const { t } = useWords()
  const masked = { recordId: person.id, customerId }
  return (
    <>
      <strong>{person.name}</strong>
      <WhereFrom {...masked} field="name" label={person.name} />
      {person.role && <span>{person.role}</span>}
      {person.primary && <Tag tone="blue">{t('contact-person.primary')}</Tag>}
      {person.phone && (
        <Masked
          {...masked}
          value={person.phone}
          of="contact-person-phone"
          label={`${person.name} ${t('contact-person.phone')}`}
          dialled
        />
      )}
      {person.phone && <WhereFrom {...masked} field="phone" label={`${person.name} ${t('contact-person.phone')}`} />}
      {person.email && (
        <Masked
          {...masked}
          value={person.email}
          of="contact-person-email"
          label={`${person.name} ${t('contact-person.email')}`}
        />
      )}
      {person.email && <WhereFrom {...masked} field="email" label={`${person.name} ${t('contact-person.email')}`} />}
      {person.wechat && <span>{`${t('contact.wechat')} ${person.wechat}`}</span>}
      {person.preferredTime && <span>{person.preferredTime}</span>}
      {person.doNotContact && <Tag tone="amber">{t('contact-point.do-not-contact')}</Tag>}
      {person.note && <span>{person.note}</span>}
    </>
  )
}

interface FormProps {
  from: z.input<typeof ContactPersonDraft>
  onSend: (body: z.output<typeof ContactPersonDraft>) => Promise<unknown>
  onCancel: () => void
}

function PersonForm({ from, onSend, onCancel }: FormProps) {
  const { t } = useWords()
  return (
    <Form of={ContactPersonDraft} from={from} onSend={onSend} onCancel={onCancel} send={t('ui.save')}>
      <Fields>
        <TextField name="name" label={t('contact-person.name')} required maxLength={120} />
        <TextField name="role" label={t('contact-person.role')} hint={t('contact-person.role.hint')} maxLength={80} />
        <TextField name="phone" type="tel" label={t('contact-person.phone')} maxLength={40} />
        <TextField name="email" type="email" label={t('contact-person.email')} maxLength={254} />
        <TextField name="wechat" label={t('contact.wechat')} maxLength={80} />
        <TextField name="preferredTime" label={t('contact-person.preferred-time')} maxLength={80} />
        <SwitchField name="primary" label={t('contact-person.primary')} hint={t('contact-person.primary.hint')} />
        <SwitchField name="doNotContact" label={t('contact-point.do-not-contact')} />
        <LongTextField name="note" label={t('customer.note')} maxLength={500} rows={2} />
      </Fields>
    </Form>
  )
}
