import type { PlanStep } from '@rapport/contract/service/service-plans'
import type { Column } from '#ui/columns.ts'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'

/** When a step falls due, in words. */
function useWhen() {
  const { t } = useWords()
  return ({ offsetDays, everyDays, times }: PlanStep) => {
    const first = offsetDays === 0 ? t('service-plan.on-start') : t('service-plan.after-days', { count: offsetDays })
    if (everyDays === null) return first
    const again = t('service-plan.every-days', { count: everyDays })
    return [first, again, ...(times === null ? [] : [t('service-plan.times-in-all', { count: times })])].join(
      t('service-plan.comma'),
    )
  }
}

/** The steps of one version of a plan, in their order. */
export function StepTable({ of }: { of: readonly PlanStep[] }) {
  const { t } = useWords()
  const phone = usePhone()
  const nameOf = useNameOf()
  const when = useWhen()
  const rows = of.map((one, i) => ({ ...one, key: String(i) }))
  type Row = (typeof rows)[number]
  const by = ({ doneBy, skill }: Row) => [t(`step-doer.${doneBy}`), ...(skill ? [t(`skill.${skill}`)] : [])].join(' · ')
  const columns: Column<Row>[] = [
    { name: 'what', head: t('service-plan.step'), width: 200, grow: 2, cell: nameOf },
    { name: 'when', head: t('service-plan.when'), width: 240, grow: 1, cell: when },
    { name: 'channel', head: t('service-plan.channel'), width: 100, cell: (row) => t(`channel.${row.channel}`) },
    { name: 'necessity', head: t('task.necessity'), width: 100, cell: (row) => t(`necessity.${row.necessity}`) },
    {
      name: 'limit',
      head: t('service-plan.limit'),
      width: 130,
      end: true,
      cell: (row) => t('service-plan.working-days', { count: row.limitDays }),
    },
    { name: 'by', head: t('service-plan.done-by'), width: 160, cell: by },
  ]
  const label = t('service-plan.steps')
  return phone ? (
    <TwoLines
      label={label}
      rows={rows}
      keyOf={({ key }) => key}
      first={nameOf}
      state={(row) => t(`necessity.${row.necessity}`)}
      second={(row) => [when(row), t(`channel.${row.channel}`), by(row)].join(' · ')}
    />
  ) : (
    <Table label={label} columns={columns} rows={rows} keyOf={({ key }) => key} />
  )
}
