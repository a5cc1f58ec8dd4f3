import { type Account, accounts } from '@rapport/contract/customer/accounts'
import { timeline } from '@rapport/contract/customer/timeline'
import { accountServiceKinds } from '@rapport/contract/customer/vocabulary'
import { useSend } from '#api/query.ts'
import { LongTextField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

interface Props {
  customerId: string
  accounts: Account[]
  done: () => void
}

/** Asks the back office for a service on one account. */
export function RequestService({ customerId, accounts: own, done }: Props) {
  const { t } = useWords()
  const request = useSend(accounts.requestService, { refresh: [accounts.requests, timeline.list] })
  return (
    <Form
      of={accounts.requestService.body}
      from={{ ...(own.length === 1 && own[0] ? { accountId: own[0].id } : {}), note: null }}
      send={t('account.request')}
      onCancel={done}
      onSend={async (body) => {
        await request.mutateAsync({ params: { id: customerId }, body })
        void notify(t('account.requested'))
        done()
      }}
    >
      <Fields>
        <SelectField
          name="accountId"
          label={t('account.account')}
          required
          choices={own.map(({ id, kind, number }) => ({ value: id, label: `${t(`account.${kind}`)} ${number}` }))}
        />
        <SelectField
          name="kind"
          label={t('account.service')}
          required
          choices={accountServiceKinds.map((value) => ({ value, label: t(`account-service.${value}`) }))}
        />
        <LongTextField name="note" label={t('customer.note')} maxLength={500} rows={2} empty="null" />
      </Fields>
    </Form>
  )
}
