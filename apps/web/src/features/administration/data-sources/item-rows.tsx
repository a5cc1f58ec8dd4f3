import { Button } from '@mantine/core'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { etlRuns, runStates, type RunState as State } from '@rapport/contract/administration/etl-runs'
import { Link } from 'react-router'
import { Allowed } from '#api/viewer.tsx'
import { RunState } from '#features/administration/data-centre/run-state.tsx'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { UNDEFINED, useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './sources.module.css'

const hrefOf = (item: CollectionItem) => `/data-centre/items/${item.id}`

/** The state of a batch; where it is one of those of runs, as runs show it. */
function BatchState({ state }: { state: string }) {
  const known = runStates.find((one): one is State => one === state)
  return known ? <RunState state={known} /> : <Tag>{wordsFor(`batch.state.${state}`) ?? state}</Tag>
}

/** The items of a source: what they are, whose, when they come, and how their last batch ended. Two lines each on a phone. */
export function ItemRows({ items, label }: { items: CollectionItem[]; label: string }) {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={items}
        keyOf={({ id }) => id}
        first={(item) => <Link to={hrefOf(item)}>{item.name}</Link>}
        state={({ active, last }) =>
          active ? last && <BatchState state={last.state} /> : <Tag tone="amber">{t('source.paused')}</Tag>
        }
        second={({ target, last, held }) => (
          <span className="figures">
            {`${t(`target.${target}`)} · `}
            {last
              ? t('item.line', {
                  day: last.businessDate,
                  rows: format.count(last.rowsIn),
                  refused: format.count(last.refused),
                  held: format.count(held),
                })
              : t('item.never')}
          </span>
        )}
        actions={(item) => <HandInButton item={item} />}
      />
    )
  return <ItemTable items={items} label={label} />
}

function ItemTable({ items, label }: { items: CollectionItem[]; label: string }) {
  const { t } = useWords()
  const format = useFormat()
  const count = (value: number | undefined) => <span className="figures">{format.count(value)}</span>
  const columns: Column<CollectionItem>[] = [
    {
      name: 'name',
      head: t('item.one'),
      width: 200,
      cell: (item) => (
        <>
          <Link to={hrefOf(item)}>{item.name}</Link> <span className={classes.code}>{item.code}</span>{' '}
          {!item.active && <Tag tone="amber">{t('source.paused')}</Tag>}
          <HandInButton item={item} />
        </>
      ),
    },
    { name: 'day', head: t('item.last'), width: 100, cell: (item) => <Day on={item.last?.businessDate} /> },
    {
      name: 'state',
      head: t('run.state'),
      width: 90,
      cell: (item) => (item.last ? <BatchState state={item.last.state} /> : '–'),
    },
    { name: 'rows', head: t('run.rows-in'), width: 90, end: true, cell: (item) => count(item.last?.rowsIn) },
    { name: 'refused', head: t('run.refused'), width: 80, end: true, cell: (item) => count(item.last?.refused) },
    {
      name: 'held',
      head: t('item.held'),
      about: t('item.held.about'),
      width: 100,
      end: true,
      cell: (item) => count(item.held),
    },
    {
      name: 'target',
      head: t('item.target'),
      width: 140,
      cell: (item) => `${t(`target.${item.target}`)} · ${t(`layout.format.${item.layout.format}`)}`,
    },
    { name: 'schedule', head: t('item.schedule'), width: 110, cell: (item) => short(item.schedule) },
    { name: 'owner', head: t('item.owner'), width: 90, cell: (item) => short(item.owner?.name) },
    { name: 'contact', head: t('item.contact'), width: 110, cell: (item) => short(item.contact) },
  ]
  return <Table label={label} rows={items} keyOf={(item) => item.id} columns={columns} />
}

/** What may be long: cut, and whole on hover. */
const short = (text: string | null | undefined) => (
  <span className={`${classes.short} truncate`} title={text ?? undefined}>
    {text ?? UNDEFINED}
  </span>
)

/** For an item that a person hands in. */
function HandInButton({ item }: { item: CollectionItem }) {
  const { t } = useWords()
  const { change } = useAddress()
  if (item.source.kind !== 'upload') return null
  return (
    <Allowed to={etlRuns.upload}>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`${t('item.hand-in')}: ${item.name}`}
        onClick={() => change({ 'hand-in': item.id })}
      >
        {t('item.hand-in')}
      </Button>
    </Allowed>
  )
}
