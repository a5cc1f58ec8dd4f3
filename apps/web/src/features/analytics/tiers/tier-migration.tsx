import { type TierFlow, type TierLadder, tiers } from '@rapport/contract/analytics/tiers'
import type { ReactNode } from 'react'
import { useAsk } from '#api/query.ts'
import { useAddress } from '#ui/address.ts'
import { ChartFrame } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { MonthInput } from '#ui/month-input.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { FlowCustomers } from './flow-customers.tsx'
import { useTierName } from './tier-name.ts'
import { TierSankey } from './tier-sankey.tsx'
import classes from './tiers.module.css'

const monthShape = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/
const monthBefore = (month: string) => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}

/** From which tier to which customers went between two month ends (domain 10, chart 22); months and the flow are in the URL. */
export function TierMigration({ ladder }: { ladder: TierLadder }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const asked = (name: string, otherwise: string) => {
    const month = get(name) ?? ''
    return monthShape.test(month) ? month : otherwise
  }
  const to = asked('to', ladder.month)
  const from = asked('from', monthBefore(to))
  const answer = useAsk(tiers.flows, { query: { from, to } }, { keep: true })
  const flow = get('flow')
  const choose = (name: 'from' | 'to', value: string, max: string) => (
    <MonthInput
      size="xs"
      aria-label={t(`tiers.${name}`)}
      value={value}
      max={max}
      onChange={(month) => change({ [name]: month, flow: null }, { replace: true })}
    />
  )
  const drawn = (draw: (items: TierFlow[]) => ReactNode) => (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? <Empty title={t('tiers.no-flow')}>{t('tiers.no-flow.text')}</Empty> : draw(items)
      }
    </Answered>
  )
  return (
    <>
      <ChartFrame
        name="migration"
        title={t('tiers.migration')}
        definition={t('tiers.migration.definition')}
        unit={t('tiers.migration.unit')}
        asOf={undefined}
        tools={
          <span className={classes.months}>
            {choose('from', from, monthBefore(to))} → {choose('to', to, ladder.month)}
          </span>
        }
        chart={drawn((items) => <TierSankey flows={items} ladder={ladder} label={t('tiers.migration')} />)}
        table={drawn((items) => <FlowTable flows={items} ladder={ladder} />)}
      />
      {flow && <FlowCustomers from={from} to={to} flow={flow} ladder={ladder} />}
    </>
  )
}

function FlowTable({ flows, ladder }: { flows: TierFlow[]; ladder: TierLadder }) {
  const { t } = useWords()
  const format = useFormat()
  const { change } = useAddress()
  const nameOf = useTierName(ladder.items)
  return (
    <Table<TierFlow>
      label={t('tiers.migration')}
      rows={flows}
      keyOf={({ from, to }) => `${from}>${to}`}
      columns={[
        { name: 'from', head: t('tiers.from'), width: 150, cell: ({ from }) => nameOf(from) },
        { name: 'to', head: t('tiers.to'), width: 150, cell: ({ to }) => nameOf(to) },
        {
          name: 'customers',
          head: t('tiers.customers'),
          width: 110,
          end: true,
          cell: ({ from, to, customers }) => (
            <button
              type="button"
              className={classes.link}
              onClick={() => change({ flow: `${from ?? ''}>${to ?? ''}` })}
            >
              {format.count(customers)}
            </button>
          ),
        },
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
