import { bankCards } from '@rapport/contract/customer/bank-cards'
import { checkBankCard } from '@rapport/contract/identity/bank-card'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { WhereFrom } from '#features/customer/customer-origins/where-from.tsx'
import { Masked } from '#features/customer/reveals/masked.tsx'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { RecordList } from '#ui/record-list.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const Draft = bankCards.add.body.check(({ value, issues }) => {
  const checked = checkBankCard(value.number)
  if (!checked.ok)
    issues.push({ code: 'custom', message: checked.code, input: value, path: ['number'], continue: true })
})

/** Bank cards of third-party custody. */
export function BankCardsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(bankCards.list, { params: { id: customerId } })
  const mayChange = useMay(bankCards.add)
  const refresh = [bankCards.list]
  const add = useSend(bankCards.add, { refresh })
  const remove = useSend(bankCards.remove, { refresh })
  return (
    <RecordList
      title={t('customer.bank-cards')}
      answer={answer}
      empty={t('customer.bank-cards.none')}
      mayChange={mayChange}
      nameOf={(one) => `${one.bank} ${one.number}`}
      draw={(one) => (
        <>
          <span>{one.bank}</span>
          <Masked value={one.number} of="bank-card" recordId={one.id} customerId={customerId} label={one.bank} />
          {!one.luhn && (
            <Tag tone="amber" title={t('bank-card.luhn.about')}>
              {t('bank-card.luhn')}
            </Tag>
          )}
          <WhereFrom customerId={customerId} recordId={one.id} field="number" label={one.bank} />
        </>
      )}
      add={(done) => (
        <Form
          of={Draft}
          from={{ bank: '', number: '' }}
          onCancel={done}
          send={t('ui.save')}
          onSend={async (body) => {
            await add.mutateAsync({ params: { id: customerId }, body })
            done()
          }}
        >
          <Fields>
            <TextField name="bank" label={t('bank-card.bank')} required maxLength={80} />
            <TextField name="number" label={t('bank-card.number')} required maxLength={40} />
          </Fields>
        </Form>
      )}
      remove={{
        text: (one) => t('bank-card.remove', { name: `${one.bank} ${one.number}` }),
        act: (one) => remove.mutateAsync({ params: { id: one.id }, version: one.version }),
      }}
    />
  )
}
