import { Button, SegmentedControl } from '@mantine/core'
import { type Movement, segments } from '@rapport/contract/analytics/segments'
import { Link } from 'react-router'
import { useAskPages } from '#api/query.ts'
import { useAddress } from '#ui/address.ts'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

/** Who came into a segment and who left it, latest first; which of the two is in the address. */
export function Movements({ id }: { id: string }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const kind = get('moved') === 'left' ? 'left' : 'entered'
  const pages = useAskPages(segments.movements, { params: { id }, query: { kind } })
  return (
    <Section
      title={t('segment.movements')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('segment.movements')}
          value={kind}
          data={(['entered', 'left'] as const).map((value) => ({ value, label: t(`segment.movements.${value}`) }))}
          onChange={(next) => change({ moved: next === 'left' ? 'left' : null }, { replace: true })}
        />
      }
    >
      {pages.error ? (
        <Failed error={pages.error} retry={pages.retry} />
      ) : pages.loading ? (
        <Skeleton lines={5} />
      ) : pages.rows.length === 0 ? (
        <Empty title={t('segment.movements.none')}>{t('segment.movements.none.text')}</Empty>
      ) : (
        <>
          <Rows of={pages.rows} kind={kind} />
          {pages.more && (
            <Button variant="default" mt="xs" loading={pages.loadingMore} onClick={pages.more}>
              {t('ui.more')}
            </Button>
          )}
        </>
      )}
    </Section>
  )
}

function Rows({ of, kind }: { of: Movement[]; kind: 'entered' | 'left' }) {
  const { t } = useWords()
  const phone = usePhone()
  const label = t(`segment.movements.${kind}`)
  const keyOf = ({ customerId, enteredOn }: Movement) => `${customerId} ${enteredOn}`
  const link = ({ customerId, name }: Movement) => <Link to={`/customers/${customerId}`}>{name}</Link>
  const on = ({ enteredOn, leftOn }: Movement) => <Day on={kind === 'left' && leftOn ? leftOn : enteredOn} />
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={of}
        keyOf={keyOf}
        first={link}
        state={on}
        second={({ owner, unit }) => `${owner?.name ?? '–'} · ${unit.name}`}
      />
    )
  return (
    <Table<Movement>
      label={label}
      rows={of}
      keyOf={keyOf}
      columns={[
        { name: 'customer', head: t('segment.customer'), width: 180, cell: link },
        {
          name: 'no',
          head: t('customer.number'),
          width: 140,
          cell: ({ customerNo }) => <span className="figures">{customerNo}</span>,
        },
        { name: 'owner', head: t('customer.owner'), width: 120, cell: ({ owner }) => owner?.name ?? '–' },
        { name: 'unit', head: t('customer.unit'), width: 160, cell: ({ unit }) => unit.name },
        { name: 'entered', head: t('segment.entered-on'), width: 110, cell: ({ enteredOn }) => <Day on={enteredOn} /> },
        ...(kind === 'left'
          ? [
              {
                name: 'left',
                head: t('segment.left-on'),
                width: 110,
                cell: ({ leftOn }: Movement) => (leftOn ? <Day on={leftOn} /> : '–'),
              },
            ]
          : []),
      ]}
    />
  )
}
