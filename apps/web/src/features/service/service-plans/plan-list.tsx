import { type ServicePlanInRow, servicePlans } from '@rapport/contract/service/service-plans'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'

/** How somebody comes into a plan, in words: by hand, by which level, by buying what. */
export function useStarts() {
  const { t } = useWords()
  const nameOf = useNameOf()
  return ({ starts, level, product }: Pick<ServicePlanInRow, 'starts' | 'level' | 'product'>) => {
    if (level) return t('service-plan.by-level', { level: nameOf(level) })
    if (product) return t('service-plan.by-purchase', { product: t(`analysis.product.${product}`) })
    return t(`plan-start.${starts}`)
  }
}

/** Open steps that are overdue, where there are any. */
export function OverdueMark({ count }: { count: number }) {
  const { t } = useWords()
  return count > 0 ? <Tag tone="amber">{t('service-plans.overdue-count', { count })}</Tag> : null
}

/** Plans of the firm and its units, with who is in them. */
export function PlanList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const nameOf = useNameOf()
  const starts = useStarts()
  const answer = useAsk(servicePlans.list)
  const link = (one: ServicePlanInRow) => <Link to={`/service-plans/${one.id}`}>{nameOf(one)}</Link>
  const whose = (one: ServicePlanInRow) => one.unit?.name ?? t('plan-of.firm')
  const columns: Column<ServicePlanInRow>[] = [
    { name: 'name', head: t('service-plan.name'), width: 220, grow: 2, cell: link },
    { name: 'starts', head: t('service-plan.starts'), width: 200, grow: 1, cell: starts },
    { name: 'of', head: t('service-plan.whose'), width: 150, cell: whose },
    { name: 'steps', head: t('service-plan.steps'), width: 80, end: true, cell: (one) => format.count(one.steps) },
    {
      name: 'members',
      head: t('service-plan.members'),
      width: 110,
      end: true,
      cell: (one) => format.count(one.members),
    },
    {
      name: 'overdue',
      head: t('service-plan.overdue'),
      width: 130,
      cell: (one) => <OverdueMark count={one.overdue} />,
    },
    {
      name: 'state',
      head: t('service-plan.state'),
      width: 110,
      cell: (one) =>
        one.closedOn ? <Tag>{t('service-plan.closed')}</Tag> : t('service-plan.version', { number: one.number }),
    },
  ]
  return (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('service-plans.none')}>{t('service-plans.none.text')}</Empty>
        ) : phone ? (
          <TwoLines
            label={t('service-plans.plans')}
            rows={items}
            keyOf={({ id }) => id}
            first={link}
            state={(one) => <OverdueMark count={one.overdue} />}
            second={(one) => [starts(one), t('service-plan.members-count', { count: one.members })].join(' · ')}
          />
        ) : (
          <Table label={t('service-plans.plans')} columns={columns} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Answered>
  )
}
