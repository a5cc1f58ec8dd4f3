import { Button } from '@mantine/core'
import { quality, type Reconciliation } from '@rapport/contract/administration/quality'
import { IconAlertTriangle, IconCheck, IconThumbUp } from '@tabler/icons-react'
import { useAsk } from '#api/query.ts'
import { Allowed, useViewer } from '#api/viewer.tsx'
import { BusinessDay } from '#features/administration/etl-runs/business-day.tsx'
import { useAddress } from '#ui/address.ts'
import { Instant } from '#ui/day.tsx'
import { isDay } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { AcceptDifference } from './accept-difference.tsx'
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

/** The reconciliations of a business date; what does not agree comes first and can be accepted, with a reason. */
export function ReconciliationsView() {
  const { t } = useWords()
  const { today } = useViewer()
  const { get, change } = useAddress()
  const said = get('day')
  const day = isDay(said) ? said : today
  const answer = useAsk(quality.reconciliations, { query: { businessDate: day } }, { keep: true })
  return (
    <>
      <div className={classes.range}>
        <BusinessDay day={day} />
      </div>
      <Answered answer={answer} lines={8}>
        {({ items }) => {
          const accepted = items.find(({ id }) => id === get('accept'))
          return (
            <>
              {items.length === 0 ? (
                <Empty title={t('reconciliation.none')}>{t('reconciliation.none.text')}</Empty>
              ) : (
                <ReconciliationTable items={items} accept={(id) => change({ accept: id })} />
              )}
              {accepted?.state === 'red' && (
                <Allowed to={quality.accept}>
                  <AcceptDifference of={accepted} onClose={() => change({ accept: null }, { replace: true })} />
                </Allowed>
              )}
            </>
          )
        }}
      </Answered>
    </>
  )
}

function ReconciliationTable({ items, accept }: { items: readonly Reconciliation[]; accept: (id: string) => void }) {
  const { t } = useWords()
  const format = useFormat()
  const figure = (value: string) => <span className="figures">{format.decimal(value, [0, 8])}</span>
  return (
    <Table<Reconciliation>
      label={t('quality.view.reconciliations')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'what',
          head: t('reconciliation.what'),
          width: 210,
          cell: (row) => (
            <>
              {reconciledWhat(row).kind} <span className={classes.dimmed}>{reconciledWhat(row).subject}</span>
            </>
          ),
        },
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
          cell: ({ expected }) => figure(expected),
        },
        { name: 'found', head: t('reconciliation.found'), width: 120, end: true, cell: ({ found }) => figure(found) },
        {
          name: 'difference',
          head: t('reconciliation.difference'),
          width: 120,
          end: true,
          cell: ({ difference }) => figure(difference),
        },
        {
          name: 'accepted',
          head: t('reconciliation.accepted'),
          width: 150,
          cell: (row) =>
            row.state === 'red' ? (
              <Allowed to={quality.accept}>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={`${t('reconciliation.accept')}: ${reconciledWhat(row).kind} ${reconciledWhat(row).subject}`}
                  onClick={() => accept(row.id)}
                >
                  {t('reconciliation.accept')}
                </Button>
              </Allowed>
            ) : row.acceptedBy ? (
              <span className={classes.accepted}>
                {row.reason}
                <span className={classes.dimmed}>
                  {row.acceptedBy} · <Instant at={row.acceptedAt} />
                </span>
              </span>
            ) : (
              '–'
            ),
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
