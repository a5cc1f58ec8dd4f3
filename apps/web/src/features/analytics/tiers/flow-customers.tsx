import type { TierCode } from '@rapport/contract/analytics/tier-codes'
import { type MovedCustomer, type TierLadder, tiers } from '@rapport/contract/analytics/tiers'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { useTierName } from './tier-name.ts'

interface Props {
  from: string
  to: string
  /** The two tiers with `>` between them; nothing is no tier. */
  flow: string
  ladder: TierLadder
}

/** The customers behind one flow. */
export function FlowCustomers({ from, to, flow, ladder }: Props) {
  const { t } = useWords()
  const nameOf = useTierName(ladder.items)
  const phone = usePhone()
  const [before = '', after = ''] = flow.split('>')
  const query = {
    from,
    to,
    ...(before && { fromTier: before as TierCode }),
    ...(after && { toTier: after as TierCode }),
  }
  const answer = useAsk(tiers.moved, { query })
  const title = t('tiers.flow', { from: nameOf(before || null), to: nameOf(after || null) })
  const link = ({ id, name }: MovedCustomer) => <Link to={`/customers/${id}`}>{name}</Link>
  return (
    <Section title={title}>
      <Answered answer={answer} lines={4}>
        {({ items }) =>
          phone ? (
            <TwoLines
              label={title}
              rows={items}
              keyOf={({ id }) => id}
              first={link}
              state={({ assets }) => <Money value={assets} compact />}
              second={({ customerNo, owner }) => `${customerNo} · ${owner?.name ?? '–'}`}
            />
          ) : (
            <Table<MovedCustomer>
              label={title}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { name: 'customer', head: t('tiers.customer'), width: 180, cell: link },
                {
                  name: 'no',
                  head: t('customer.number'),
                  width: 140,
                  cell: ({ customerNo }) => <span className="figures">{customerNo}</span>,
                },
                { name: 'owner', head: t('customer.owner'), width: 140, cell: ({ owner }) => owner?.name ?? '–' },
                {
                  name: 'assets',
                  head: t('tiers.assets-then'),
                  width: 150,
                  end: true,
                  cell: ({ assets }) => <Money value={assets} compact />,
                },
              ]}
            />
          )
        }
      </Answered>
    </Section>
  )
}
