import { customers } from '@rapport/contract/customer/customers'
import { type Ask, useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { RiskLevel, Validity } from '#features/customer/customers/risk-level.tsx'
import { CustomerLines } from './customer-lines.tsx'

interface Props {
  title: string
  about?: string
  none: string
  /** The filter as the list has it in its URL. */
  query: Record<string, string>
  sort: { by: string; direction: 'asc' | 'desc' }
  shows: 'validity' | 'risk'
}

type Query = NonNullable<Ask<typeof customers.list>['query']>

/** The first few customers under a filter, and the way to all of them. */
export function FewCustomers({ title, about, none, query, sort, shows }: Props) {
  const { today } = useViewer()
  const ordered = { ...query, sort: sort.by, direction: sort.direction }
  const answer = useAsk(customers.list, { query: { ...ordered, limit: '8' } as Query })
  return (
    <CustomerLines
      title={title}
      about={about}
      none={none}
      answer={answer}
      all={`/customers?${new URLSearchParams(ordered)}`}
      lineOf={(one) => ({
        id: one.id,
        name: one.name,
        more: `${one.customerNo} · ${one.unit.name}`,
        end: shows === 'validity' ? <Validity to={one.assessmentValidTo} today={today} /> : <RiskLevel of={one} />,
      })}
    />
  )
}
