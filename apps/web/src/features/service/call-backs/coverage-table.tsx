import { type CallBackCoverage, callBacks } from '@rapport/contract/service/call-backs'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

/** By branch, how many were called back this year of those who must be. */
export function CoverageTable() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { today } = useViewer()
  const answer = useAsk(callBacks.coverage, {})
  const title = t('call-backs.year', { year: today.slice(0, 4) })
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
  const columns: Column<CallBackCoverage>[] = [
    { name: 'branch', head: t('call-backs.branch'), width: 180, cell: (one) => one.unit.name },
    figure('customers'),
    figure('target'),
    figure('called'),
    { name: 'share', head: t('call-backs.share'), width: 110, end: true, cell: share },
    figure('opened'),
    { name: 'in-time', head: t('call-backs.in-time'), width: 130, end: true, cell: inTime },
  ]
  return (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('call-backs.no-coverage')}>{t('call-backs.no-coverage.text')}</Empty>
        ) : (
          <Section title={title}>
            {phone ? (
              <TwoLines
                label={title}
                rows={items}
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
              <Table label={title} columns={columns} rows={items} keyOf={({ unit }) => unit.id} />
            )}
          </Section>
        )
      }
    </Answered>
  )
}
