import { useDebouncedValue } from '@mantine/hooks'
import { customers } from '@rapport/contract/customer/customers'
import { checkContact } from '@rapport/contract/identity/contact'
import { useEffect } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { useWords } from '#words/words.ts'

type Point = { kind: string; value: string }
const searched = ['mobile', 'phone', 'email'] as const

/** While a number is typed: who in sight has it already. Nothing is told of anybody out of sight. */
export function KnownHere() {
  const { t } = useWords()
  const points = (useWatch({ name: 'contactPoints' }) ?? []) as Point[]
  const whole = points.find(
    ({ kind, value }) => searched.some((one) => one === kind) && checkContact(kind as 'mobile', value).ok,
  )
  const [number] = useDebouncedValue(whole?.value ?? '', 300)
  const { mutate, data, variables } = useSend(customers.lookUp, { refresh: [] })
  useEffect(() => {
    if (number) mutate({ body: { number } })
  }, [number, mutate])
  if (!number || !data?.items.length || variables?.body?.number !== number) return null
  return (
    <div role="status">
      {t('prospect.known-here')}
      <ul>
        {data.items.map(({ id, name, customerNo, lifecycle }) => (
          <li key={id}>
            <Link to={`/customers/${id}`}>{name}</Link> <span className="figures">{customerNo}</span>{' '}
            {t(`lifecycle.${lifecycle}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
