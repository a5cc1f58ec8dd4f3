import { type Identification, IdentificationDraft, identifications } from '@rapport/contract/customer/identifications'
import type { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { WhereFrom } from '#features/customer/customer-origins/where-from.tsx'
import { Masked } from '#features/customer/reveals/masked.tsx'
import { Day } from '#ui/day.tsx'
import { Form } from '#ui/form.tsx'
import { RecordList } from '#ui/record-list.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { checkedIdentification } from './checked-identification.ts'
import { IdentificationFields } from './identification-fields.tsx'

type Document = z.output<typeof Identification>

/** ID documents of a customer. */
export function IdentificationsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { today } = useViewer()
  const answer = useAsk(identifications.list, { params: { id: customerId } })
  const mayChange = useMay(identifications.add)
  const refresh = [identifications.list]
  const add = useSend(identifications.add, { refresh })
  const edit = useSend(identifications.edit, { refresh })
  const remove = useSend(identifications.remove, { refresh })
  const nameOf = (one: Document) => `${t(`identification.${one.type}`)} ${one.number}`
  return (
    <RecordList
      title={t('customer.identifications')}
      answer={answer}
      empty={t('customer.identifications.none')}
      mayChange={mayChange}
      nameOf={nameOf}
      draw={(one) => (
        <>
          <span>{t(`identification.${one.type}`)}</span>
          <Masked
            value={one.number}
            of="identification"
            recordId={one.id}
            customerId={customerId}
            label={t(`identification.${one.type}`)}
          />
          {one.issuer && <span>{one.issuer}</span>}
          {one.validTo && (
            <span>
              {t('customer.valid-to')} <Day on={one.validTo} />{' '}
              {one.validTo < today && <Tag tone="amber">{t('customer.expired')}</Tag>}
            </span>
          )}
          <WhereFrom customerId={customerId} recordId={one.id} field="number" label={t(`identification.${one.type}`)} />
        </>
      )}
      add={(done) => (
        <DocumentForm
          from={{ type: 'resident-id', number: '', issuer: null, validTo: null }}
          today={today}
          onCancel={done}
          onSend={async (body) => {
            await add.mutateAsync({ params: { id: customerId }, body })
            done()
          }}
        />
      )}
      edit={(one, done) => (
        <DocumentForm
          from={{ type: one.type, number: one.number, issuer: one.issuer, validTo: one.validTo }}
          today={today}
          onCancel={done}
          onSend={async (body) => {
            await edit.mutateAsync({ params: { id: one.id }, body, version: one.version })
            done()
          }}
        />
      )}
      remove={{
        text: (one) => t('customer.identification.remove', { name: nameOf(one) }),
        act: (one) => remove.mutateAsync({ params: { id: one.id }, version: one.version }),
      }}
    />
  )
}

interface FormProps {
  from: z.input<typeof IdentificationDraft>
  today: string
  onSend: (body: z.output<typeof IdentificationDraft>) => Promise<unknown>
  onCancel: () => void
}

function DocumentForm({ from, today, onSend, onCancel }: FormProps) {
  const { t } = useWords()
  return (
    <Form
      of={IdentificationDraft.check(checkedIdentification(today))}
      from={from}
      onSend={onSend}
      onCancel={onCancel}
      send={t('ui.save')}
    >
      <IdentificationFields />
    </Form>
  )
}
