import { Button } from '@mantine/core'
import { quality, type Reconciliation } from '@rapport/contract/administration/quality'
import { IconAlertTriangle, IconCheck, IconThumbUp } from '@tabler/icons-react'
import { Allowed } from '#api/viewer.tsx'
import { Compared, placesOf, useDifference } from '#features/administration/data-centre/compared.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import classes from './quality.module.css'
import { reconciledWhat } from './reconciled-what.ts'

const looks = {
  green: [IconCheck, 'neutral'],
  red: [IconAlertTriangle, 'danger'],
  accepted: [IconThumbUp, 'amber'],
} as const

function ReconciliationState({ state }: { state: Reconciliation['state'] }) {
  const { t } = useWords()
  const [Sign, tone] = looks[state]
  return (
    <Tag tone={tone}>
      <span className={classes.sign}>
        <Sign size={12} aria-hidden />
        {t(`reconciliation.state.${state}`)}
      </span>
    </Tag>
  )
}

interface Props {
  items: readonly Reconciliation[]
  accept: (id: string) => void
}

/** What was held against what, with the difference; two lines each on a phone. */
export function ReconciliationRows({ items, accept }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const difference = useDifference()
  const phone = usePhone()
  const label = t('quality.view.reconciliations')
  if (!phone) return <ReconciliationTable items={items} accept={accept} />
  return (
    <TwoLines
      label={label}
      rows={items}
      keyOf={({ id }) => id}
      first={(row) => What(row)}
      state={({ state }) => <ReconciliationState state={state} />}
      second={(row) => (
        <span className="figures">
          {t('reconciliation.line', {
            expected: format.decimal(row.expected, placesIn(row)),
            found: format.decimal(row.found, placesIn(row)),
            difference: difference(row.difference, placesIn(row)),
          })}
        </span>
      )}
      actions={(row) => row.state !== 'green' && <Decision of={row} accept={accept} />}
    />
  )
}

const placesIn = ({ expected, found, difference }: Reconciliation) => placesOf([expected, found, difference])

function What(row: Reconciliation) {
  const { kind, subject } = reconciledWhat(row)
  return (
    <>
      {kind} <span className={classes.dimmed}>{subject}</span>
    </>
  )
}

/** Accepts what does not agree, or tells who has accepted it and why. */
function Decision({ of, accept }: { of: Reconciliation; accept: Props['accept'] }) {
  const { t } = useWords()
  const { kind, subject } = reconciledWhat(of)
  if (of.state === 'red')
    return (
      <Allowed to={quality.accept}>
        <Button
          variant="default"
          size="compact-xs"
          aria-label={`${t('reconciliation.accept')}: ${kind} ${subject}`}
          onClick={() => accept(of.id)}
        >
          {t('reconciliation.accept')}
        </Button>
      </Allowed>
    )
  if (!of.acceptedBy) return '–'
  return (
    <span className={classes.accepted}>
      {of.reason}
      <span className={classes.dimmed}>
        {of.acceptedBy} · <Instant at={of.acceptedAt} />
      </span>
    </span>
  )
}

function ReconciliationTable({ items, accept }: Props) {
  const { t } = useWords()
  const difference = useDifference()
  return (
    <Table<Reconciliation>
      label={t('quality.view.reconciliations')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { name: 'what', head: t('reconciliation.what'), width: 210, cell: What },
        {
          name: 'state',
          head: t('run.state'),
          width: 110,
          cell: ({ state }) => <ReconciliationState state={state} />,
        },
        {
          name: 'expected',
          head: t('reconciliation.expected'),
          width: 120,
          end: true,
          cell: (row) => <Compared value={row.expected} places={placesIn(row)} />,
        },
        {
          name: 'found',
          head: t('reconciliation.found'),
          width: 120,
          end: true,
          cell: (row) => <Compared value={row.found} places={placesIn(row)} />,
        },
        {
          name: 'difference',
          head: t('reconciliation.difference'),
          width: 130,
          end: true,
          cell: (row) => <span className="figures">{difference(row.difference, placesIn(row))}</span>,
        },
        {
          name: 'accepted',
          head: t('reconciliation.accepted'),
          width: 150,
          cell: (row) => <Decision of={row} accept={accept} />,
        },
        {
          name: 'checked',
          head: t('reconciliation.checked'),
          width: 140,
          cell: ({ checkedAt }) => <Instant at={checkedAt} />,
        },
      ]}
    />
  )
}
