import type { TotalDifference } from '@rapport/contract/administration/collection-layout'
import { fieldWords, valueWords } from '#features/administration/collection-items/field-words.ts'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords, wordsFor } from '#words/words.ts'

/** What a total is of: rows, the bytes, or the sum of a field, perhaps of some rows only (`amount[side=buy]`). */
export function totalName(what: string): string {
  if (what === 'rows' || what === 'sha256') return wordsFor(`run.total.${what}`) ?? what
  const [, field = what, when] = /^([^[]+)(?:\[(.+)\])?$/.exec(what) ?? []
  const name = wordsFor('run.total.sum', { field: fieldWords(field) }) ?? what
  if (!when) return name
  const [by = '', value = ''] = when.split('=')
  return `${name} (${fieldWords(by)}: ${valueWords(by, value)})`
}

const DECIMAL = /^-?\d+(\.\d+)?$/
/** The most decimal places of a row. */
const placesOf = ({ declared, found, difference }: TotalDifference) =>
  Math.max(
    ...[declared, found, difference ?? ''].map((value) =>
      DECIMAL.test(value) ? (value.split('.')[1] ?? '').length : 0,
    ),
  )

/** Totals that are not what was declared: declared, found, and the difference. */
export function TotalDifferences({ of }: { of: readonly TotalDifference[] }) {
  const { t } = useWords()
  const format = useFormat()
  // Exact decimals stay exact, and stand below each other; what is no number (a hash) is shown as it is.
  const figure = (value: string, places: number) => (
    <span className="figures" title={value}>
      {DECIMAL.test(value) ? format.decimal(value, places) : value.slice(0, 16)}
    </span>
  )
  return (
    <Table
      label={t('run.totals')}
      rows={of}
      keyOf={({ what }) => what}
      columns={[
        { name: 'what', head: t('run.total'), width: 120, cell: ({ what }) => totalName(what) },
        {
          name: 'declared',
          head: t('run.total.declared'),
          width: 110,
          end: true,
          cell: (row) => figure(row.declared, placesOf(row)),
        },
        {
          name: 'found',
          head: t('run.total.found'),
          width: 110,
          end: true,
          cell: (row) => figure(row.found, placesOf(row)),
        },
        {
          name: 'difference',
          head: t('run.total.difference'),
          width: 110,
          end: true,
          cell: (row) => (row.difference === null ? '–' : figure(row.difference, placesOf(row))),
        },
      ]}
    />
  )
}
