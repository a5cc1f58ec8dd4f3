import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { users } from '@rapport/contract/administration/organisation'
import { type Customer, customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { LongTextField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Gives a customer to a colleague, for a reason. Whoever gives her away may not see her any more. */
export function HandOver({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.split(' · ')[0]?.trim().slice(0, 60) ?? '', 200)
  const query = { role: 'account-manager', limit: '50', ...(q ? { q } : {}) }
  const colleagues = useAsk(users.colleagues, { query }, { keep: true })
  const handOver = useSend(customers.handOver, { refresh: [customers.list, timeline.list] })
  const choices = (colleagues.data?.items ?? [])
    .filter(({ id }) => id !== customer.owner?.id)
    .map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit.name}` }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('customer.hand-over.title', { name: customer.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={customers.handOver.body}
        from={{ reason: '' }}
        light
        send={t('customer.hand-over')}
        onCancel={onClose}
        onSend={async (body) => {
          await handOver.mutateAsync({ params: { id: customer.id }, body, version: customer.version })
          onClose()
          await navigate('/customers')
          void notify(t('customer.handed-over', { name: customer.name }))
        }}
      >
        <p>{t('customer.hand-over.text', { owner: customer.owner?.name ?? '–' })}</p>
        <SelectField name="ownerId" label={t('customer.hand-over.to')} required choices={choices} search={setTyped} />
        <LongTextField name="reason" label={t('customer.hand-over.reason')} required maxLength={500} rows={2} />
      </Form>
    </Modal>
  )
}
