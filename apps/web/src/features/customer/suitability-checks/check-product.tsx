import { useDebouncedValue } from '@mantine/hooks'
import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { initiatives } from '@rapport/contract/customer/suitability-rules'
import { products } from '@rapport/contract/marketing/products'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { changedChecks } from './refresh.ts'

/** Holds a product against a customer; what came of it is opened. */
export function CheckProduct({ customerId, onCancel }: { customerId: string; onCancel: () => void }) {
  const { t } = useWords()
  const go = useNavigate()
  const make = useSend(suitabilityChecks.make, { refresh: changedChecks })
  return (
    <Form
      light
      of={suitabilityChecks.make.body}
      from={{ initiative: 'customer' }}
      send={t('suitability.check')}
      onCancel={onCancel}
      onSend={async (body) => {
        const { id } = await make.mutateAsync({ params: { id: customerId }, body })
        await go(`/suitability-checks/${id}`)
      }}
    >
      <ProductField />
      <ChoiceField
        name="initiative"
        label={t('suitability.initiative')}
        choices={initiatives.map((value) => ({ value, label: t(`suitability.initiative.${value}`) }))}
      />
    </Form>
  )
}

/** A product of the library, found by code or name as it is typed. */
function ProductField() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 80), 200)
  const found = useAsk(products.list, { query: { limit: '20', ...(q ? { q } : {}) } }, { keep: true })
  const choices = (found.data?.items ?? []).map((one) => ({
    value: one.id,
    label: [one.code, nameOf(one), one.grade && `R${one.grade}`].filter(Boolean).join(' '),
  }))
  return (
    <SelectField name="productId" label={t('suitability.product')} choices={choices} search={setTyped} required wide />
  )
}
