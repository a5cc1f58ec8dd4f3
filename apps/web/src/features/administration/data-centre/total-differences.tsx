import type { TotalDifference } from '@rapport/contract/administration/collection-layout'
import { fieldWords, valueWords } from '#features/administration/collection-items/field-words.ts'
import { UNDEFINED } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import { Compared, placesOf, useDifference } from './compared.tsx'

/** What a total is of: rows, the bytes, or the sum of a field, perhaps of some rows only (`amount[side=buy]`). */
export function totalName(what: string): string {
  if (what === 'rows' || what === 'sha256') return wordsFor(`run.total.${what}`) ?? what
  const [, field = what, when] = /^([^[]+)(?:\[(.+)\])?$/.exec(what) ?? []
  const name = wordsFor('run.total.sum', { field: fieldWords(field) }) ?? what
  if (!when) return name
  const [by = '', value = ''] = when.split('=')
  return `${name} (${fieldWords(by)}: ${valueWords(by, value)})`
}

const placesIn = ({ declared, found, difference }: TotalDifference) => placesOf([declared, found, difference ?? ''])

/** Totals that are not what was declared: declared, found, and the one less the other. */
export function TotalDifferences({ of }: { of: readonly TotalDifference[] }) {
  const { t } = useWords()
  const difference = useDifference()
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
          cell: (row) => <Compared value={row.declared} places={placesIn(row)} />,
        },
        {
          name: 'found',
          head: t('run.total.found'),
          width: 110,
          end: true,
          cell: (row) => <Compared value={row.found} places={placesIn(row)} />,
        },
        {
          name: 'difference',
          head: t('run.total.difference'),
          width: 120,
          end: true,
          cell: (row) => (
            <strong className="figures">
              {row.difference === null ? UNDEFINED : difference(row.difference, placesIn(row))}
            </strong>
          ),
        },
      ]}
    />
  )
}
