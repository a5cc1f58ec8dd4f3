import { accounts } from '@rapport/contract/customer/accounts'
import { useAsk } from '#api/query.ts'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { Day } from '#ui/day.tsx'
import { Money, Quantity } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './positions.module.css'

/** What a customer holds of financial products, as last told; nothing is drawn where nothing is held. */
export function ProductHoldings({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { data } = useAsk(accounts.productHoldings, { params: { id: customerId } })
  const origin = useSource('assets')
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t('product.holdings')}>
      {data.asOf && (
        <p className={classes.about}>
          {t('ui.as-of')} <Day on={data.asOf} />
        </p>
      )}
      <Table
        label={t('product.holdings')}
        rows={data.items}
        keyOf={(row) => row.productCode}
        columns={[
          {
            name: 'product',
            head: t('product.product'),
            width: 240,
            cell: (row) => (
              <>
                <span className="figures">{row.productCode}</span> {row.productName}
              </>
            ),
          },
          {
            name: 'units',
            head: t('product.units'),
            width: 130,
            end: true,
            cell: (row) => <Quantity value={row.units} />,
          },
          {
            name: 'nav',
            head: t('product.nav'),
            width: 130,
            end: true,
            cell: (row) => <Quantity value={row.nav} least={4} />,
          },
          {
            name: 'value',
            head: t('product.value'),
            about: t('product.value.about'),
            origin,
            width: 140,
            end: true,
            cell: (row) => <Money value={row.value} />,
          },
          { name: 'currency', head: t('security.currency'), width: 80, cell: (row) => row.currency },
        ]}
      />
    </Section>
  )
}
