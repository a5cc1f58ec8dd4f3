import { type ContactPoint, ContactPointDraft, contactPoints } from '@rapport/contract/customer/contact-points'
import { contactKinds } from '@rapport/contract/customer/vocabulary'
import type { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { WhereFrom } from '#features/customer/customer-origins/where-from.tsx'
import { Masked } from '#features/customer/reveals/masked.tsx'
import { SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { RecordList } from '#ui/record-list.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { checkedContact } from './checked-contact.ts'

/** Ways to reach a customer. */
export function ContactPointsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(contactPoints.list, { params: { id: customerId } })
  const mayChange = useMay(contactPoints.add)
  const refresh = [contactPoints.list]
  const add = useSend(contactPoints.add, { refresh })
  const edit = useSend(contactPoints.edit, { refresh })
  const remove = useSend(contactPoints.remove, { refresh })
  const nameOf = (one: ContactPoint) => `${t(`contact.${one.kind}`)} ${one.value}`
  return (
    <RecordList
      title={t('customer.contact-points')}
      answer={answer}
      empty={t('customer.contact-points.none')}
      mayChange={mayChange}
      nameOf={nameOf}
      draw={(one) => (
        <>
          <span>{t(`contact.${one.kind}`)}</span>
          <Masked
            value={one.value}
            of="contact-point"
            recordId={one.id}
            customerId={customerId}
            label={t(`contact.${one.kind}`)}
            dialled={one.kind === 'mobile' || one.kind === 'phone'}
          />
          {one.preferred && <Tag tone="blue">{t('contact-point.preferred')}</Tag>}
          {one.doNotContact && <Tag tone="amber">{t('contact-point.do-not-contact')}</Tag>}
          {one.verifiedAt && <Tag>{t('contact-point.verified')}</Tag>}
          <WhereFrom customerId={customerId} recordId={one.id} field="value" label={t(`contact.${one.kind}`)} />
        </>
      )}
      add={(done) => (
        <ContactForm
          from={{ kind: 'mobile', value: '' }}
          onCancel={done}
          onSend={async (body) => {
            await add.mutateAsync({ params: { id: customerId }, body })
            done()
          }}
        />
      )}
      edit={({ id, version, verifiedAt, ...from }, done) => (
        <ContactForm
          from={from}
          onCancel={done}
          onSend={async (body) => {
            await edit.mutateAsync({ params: { id }, body, version })
            done()
          }}
        />
      )}
      remove={{
        text: (one) => t('contact-point.remove', { name: nameOf(one) }),
        act: (one) => remove.mutateAsync({ params: { id: one.id }, version: one.version }),
      }}
    />
  )
}

interface FormProps {
  from: z.input<typeof ContactPointDraft>
  onSend: (body: z.output<typeof ContactPointDraft>) => Promise<unknown>
  onCancel: () => void
}

function ContactForm({ from, onSend, onCancel }: FormProps) {
  const { t } = useWords()
  return (
    <Form
      of={ContactPointDraft.check(checkedContact())}
      from={from}
      onSend={onSend}
      onCancel={onCancel}
      send={t('ui.save')}
    >
      <Fields>
        <SelectField
          name="kind"
          label={t('contact-point.kind')}
          required
          choices={contactKinds.map((value) => ({ value, label: t(`contact.${value}`) }))}
        />
        <TextField name="value" label={t('contact-point.value')} required maxLength={300} />
        <SwitchField name="preferred" label={t('contact-point.preferred')} />
        <SwitchField name="doNotContact" label={t('contact-point.do-not-contact')} />
      </Fields>
    </Form>
  )
}
