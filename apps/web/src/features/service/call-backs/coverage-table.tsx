import { Progress, Select } from '@mantine/core'
import { type CallBackCoverage, callBacks } from '@rapport/contract/service/call-backs'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import classes from './scripts.module.css'

const YEARS = 5

/** By branch, how many were called back in a year of those who must be, and by which rules. */
export function CoverageTable() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { today } = useViewer()
  const { get, change } = useAddress()
  const thisYear = Number(today.slice(0, 4))
  const years = Array.from({ length: YEARS }, (_, n) => String(thisYear - n))
  const year = years.find((one) => one === get('year')) ?? years[0]!
  const answer = useAsk(callBacks.coverage, { query: { year } })
  const share = ({ called, target }: CallBackCoverage) => (target === 0 ? '–' : format.percent(String(called / target)))
  const inTime = ({ openedDue, openedInTime }: CallBackCoverage) =>
    openedDue === 0 ? '–' : `${format.count(openedInTime)} / ${format.count(openedDue)}`
  const figure = (name: 'customers' | 'target' | 'called' | 'opened'): Column<CallBackCoverage> => ({
    name,
    head: t(`call-backs.${name}`),
    width: 110,
    end: true,
    cell: (one) => format.count(one[name]),
  })
  const meter = (one: CallBackCoverage) =>
    one.target === 0 ? (
      '–'
    ) : (
      <div className={classes.meter}>
        {share(one)}
        <Progress
          value={Math.min(100, (100 * one.called) / one.target)}
          aria-label={t('call-backs.meter', { unit: one.unit.name, called: one.called, target: one.target })}
        />
      </div>
    )
  const columns: Column<CallBackCoverage>[] = [
    { name: 'branch', head: t('call-backs.branch'), width: 180, cell: (one) => one.unit.name },
    figure('customers'),
    figure('target'),
    figure('called'),
    { name: 'share', head: t('call-backs.share'), width: 140, end: true, cell: meter },
    figure('opened'),
    { name: 'in-time', head: t('call-backs.in-time'), width: 130, end: true, cell: inTime },
  ]
  return (
    <Answered answer={answer} lines={6}>
      {({ items, rules }) => {
        const title = t('call-backs.year', {
          year,
          share: format.percent(String(rules.percent / 100)),
          basis: t(`call-back-basis.${rules.basis}`),
          count: rules.newAccountDays,
        })
        const rows = items.length > 1 ? [totalOf(items, t('call-backs.total')), ...items] : items
        return (
          <Section
            title={title}
            actions={
              <Select
                aria-label={t('call-backs.of-year')}
                data={years}
                value={year}
                onChange={(next) => next && change({ year: next })}
                allowDeselect={false}
                w={110}
              />
            }
          >
            {items.length === 0 ? (
              <Empty title={t('call-backs.no-coverage')}>{t('call-backs.no-coverage.text')}</Empty>
            ) : phone ? (
              <TwoLines
                label={title}
                rows={rows}
                keyOf={({ unit }) => unit.id}
                first={({ unit }) => unit.name}
                state={share}
                second={(one) =>
                  [
                    `${t('call-backs.called')} ${format.count(one.called)} / ${format.count(one.target)}`,
                    `${t('call-backs.in-time')} ${inTime(one)}`,
                  ].join(' · ')
                }
              />
            ) : (
              <Table label={title} columns={columns} rows={rows} keyOf={({ unit }) => unit.id} />
            )}
          </Section>
        )
      }}
    </Answered>
  )
}

/** All branches in sight together; each has its target rounded up. */
function totalOf(items: CallBackCoverage[], name: string): CallBackCoverage {
  const sum = (of: Exclude<keyof CallBackCoverage, 'unit'>) => items.reduce((all, one) => all + one[of], 0)
  return {
    unit: { id: 'total', name },
    customers: sum('customers'),
    target: sum('target'),
    called: sum('called'),
    opened: sum('opened'),
    openedDue: sum('openedDue'),
    openedInTime: sum('openedInTime'),
  }
}
