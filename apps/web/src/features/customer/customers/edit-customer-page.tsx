import { Refusal } from '@rapport/contract/client'
import { type Customer, CustomerEdit, customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { z } from 'zod'
import { asking, useAsk, useSend } from '#api/query.ts'
import { Conflict } from '#ui/conflict.tsx'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { SAVED } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CustomerFields } from './customer-fields.tsx'
import { changesIn, editableOf, useConflictFields } from './editable.ts'

type Edit = z.output<typeof CustomerEdit>

/** Edits a customer. Somebody else's change in between is shown field by field; nothing typed is lost. */
export function EditCustomerPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const answer = useAsk(customers.open, { params: { id } })
  const name = answer.data?.name ?? t('customer.title')
  return (
    <Page
      narrow
      title={t('customer.edit', { name })}
      crumbs={[
        { label: t('customers.title'), to: '/customers' },
        { label: name, to: `/customers/${id}` },
      ]}
    >
      <Answered answer={answer} lines={10}>
        {(customer) => <EditCustomer key={customer.id} customer={customer} />}
      </Answered>
    </Page>
  )
}

function EditCustomer({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const client = useQueryClient()
  const edit = useSend(customers.edit, { refresh: [customers.list, customers.groups, timeline.list] })
  // What the form began with; the stored customer may move on under it.
  const [base] = useState(customer)
  const [conflict, setConflict] = useState<{ mine: Edit; theirs: Customer }>()
  const fields = useConflictFields(base.kind)
  const page = `/customers/${base.id}`

  const save = async (body: Edit, version: number) => {
    try {
      const saved = await edit.mutateAsync({ params: { id: base.id }, body, version })
      client.setQueryData(asking(customers.open, { params: { id: base.id } }).queryKey, saved)
      return true
    } catch (refused) {
      if (!(refused instanceof Refusal && refused.status === 412)) throw refused
      const theirs = await client.fetchQuery({ ...asking(customers.open, { params: { id: base.id } }), staleTime: 0 })
      setConflict({ mine: { ...editableOf(base), ...body }, theirs })
      return false
    }
  }
  const leave = async () => {
    await navigate(page, { state: SAVED })
    void notify(t('ui.saved'))
  }
  return (
    <>
      <Form
        of={CustomerEdit}
        from={editableOf(base)}
        send={t('ui.save')}
        onCancel={() => void navigate(page)}
        onSend={async (body) => {
          const changes = changesIn(editableOf(base), body)
          if (Object.keys(changes).length === 0) return leave()
          return (await save(changes, base.version)) ? leave() : 'unsent'
        }}
      >
        <Fields>
          <TextField name="name" label={t('customer.name')} required maxLength={120} wide />
        </Fields>
        <CustomerFields kind={base.kind} />
      </Form>
      {conflict && (
        <Conflict
          fields={fields}
          base={editableOf(base)}
          mine={conflict.mine}
          theirs={editableOf(conflict.theirs)}
          onClose={() => setConflict(undefined)}
          onSave={async (merged) => {
            const changes = changesIn(editableOf(conflict.theirs), merged as Edit)
            if (Object.keys(changes).length > 0 && !(await save(changes, conflict.theirs.version))) return
            await leave()
          }}
        />
      )}
    </>
  )
}
