import type { SuitabilityCheck } from '@rapport/contract/customer/suitability-checks'
import type { Column } from '#ui/columns.ts'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './suitability-checks.module.css'

type Dimension = SuitabilityCheck['dimensions'][number]

/** Each regard in which the product was held against the customer: what either is, and whether it fits. */
export function HeldAgainst({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  const phone = usePhone()
  const told = useTold(of)
  const mark = ({ fits }: Dimension) => (
    <Tag tone={fits ? 'blue' : 'danger'}>{t(fits ? 'suitability.fits' : 'suitability.fits-not')}</Tag>
  )
  const name = ({ dimension }: Dimension) => t(`suitability.dimension.${dimension}`)
  if (of.dimensions.length === 0) return <p className={classes.quiet}>{t('suitability.nothing-held')}</p>
  const columns: Column<Dimension>[] = [
    { name: 'dimension', head: t('suitability.dimension'), width: 140, cell: name },
    { name: 'customer', head: t('suitability.of-customer'), width: 260, grow: 1, cell: (one) => told(one).customer },
    { name: 'product', head: t('suitability.of-product'), width: 200, grow: 1, cell: (one) => told(one).product },
    { name: 'fits', head: t('suitability.result'), width: 130, cell: mark },
  ]
  const shared = { label: t('suitability.held'), rows: of.dimensions, keyOf: (one: Dimension) => one.dimension }
  return phone ? (
    <TwoLines {...shared} first={name} state={mark} second={(one) => `${told(one).customer} ↔ ${told(one).product}`} />
  ) : (
    <Table {...shared} columns={columns} />
  )
}

/** What customer and product are in one regard, in words. */
function useTold({ inputs: { client, product } }: SuitabilityCheck) {
  const { t } = useWords()
  const unknown = t('suitability.unknown')
  const kinds = (of: readonly string[] | null) => {
    if (of === null) return unknown
    return of.map((kind) => wordsFor(`suitability.kind.${kind}`) ?? kind).join(', ') || t('suitability.no-kind')
  }
  const days = (of: number) => t('suitability.days', { count: of })
  return ({ dimension }: Dimension): { customer: string; product: string } => {
    switch (dimension) {
      case 'risk':
        return {
          customer: client.class === null ? unknown : (wordsFor(`risk.${client.class}`) ?? client.class),
          product: product.grade === null ? unknown : `R${product.grade}`,
        }
      case 'term':
        return {
          customer:
            client.horizonDays === null
              ? unknown
              : client.horizonDays === 'unlimited'
                ? t('suitability.unlimited')
                : days(client.horizonDays),
          product: product.termDays === null ? t('suitability.any-day') : days(product.termDays),
        }
      case 'type':
        return { customer: kinds(client.intends), product: kinds([product.kind]) }
      case 'knowledge':
        return { customer: kinds(client.knows), product: kinds([product.kind]) }
    }
  }
}
