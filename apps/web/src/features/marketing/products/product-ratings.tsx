import type { ProductRating } from '@rapport/contract/marketing/products'
import { useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

/** Every rating that a product ever had, and those to come. */
export function ProductRatings({ of, grade }: { of: ProductRating[]; grade: number | null }) {
  const { t } = useWords()
  const { today } = useViewer()
  const phone = usePhone()
  const present = of.find(({ effectiveFrom }) => effectiveFrom <= today)
  const mark = (one: ProductRating) => (
    <>
      R{one.grade} {one === present && grade !== null && <Tag tone="blue">{t('products.rating.now')}</Tag>}
      {one.effectiveFrom > today && <Tag tone="amber">{t('products.rating.to-come')}</Tag>}
    </>
  )
  const people = ({ ratedBy, approvedBy }: ProductRating) =>
    [ratedBy?.name, approvedBy?.name].filter(Boolean).join(' → ') || '–'
  const columns: Column<ProductRating>[] = [
    { name: 'grade', head: t('products.risk'), width: 130, cell: mark },
    { name: 'from', head: t('products.rating.from'), width: 110, cell: (one) => <Day on={one.effectiveFrom} /> },
    { name: 'method', head: t('products.method'), width: 140, cell: ({ method }) => t(`products.method.${method}`) },
    { name: 'reason', head: t('products.rating.reason'), width: 280, grow: 1, cell: ({ reason }) => reason },
    { name: 'people', head: t('products.rating.people'), width: 180, cell: people },
  ]
  return (
    <Section title={t('products.ratings')}>
      {of.length === 0 ? (
        <p>{t('products.rating.none')}</p>
      ) : phone ? (
        <TwoLines
          label={t('products.ratings')}
          rows={of}
          keyOf={({ id }) => id}
          first={mark}
          state={(one) => <Day on={one.effectiveFrom} />}
          second={(one) => `${t(`products.method.${one.method}`)} · ${one.reason}`}
        />
      ) : (
        <Table label={t('products.ratings')} columns={columns} rows={of} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}
