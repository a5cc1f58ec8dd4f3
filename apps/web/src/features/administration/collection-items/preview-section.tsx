import { SegmentedControl } from '@mantine/core'
import type { CollectionPreview } from '@rapport/contract/administration/collection-items'
import { useState } from 'react'
import { TotalDifferences, totalName } from '#features/administration/data-centre/total-differences.tsx'
import { PreviewTable } from '#features/file-mapping/preview-table.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { fieldWords, valueWords } from './field-words.ts'
import classes from './items.module.css'
import { fieldsByColumn, type MappingDraft } from './mapping.ts'
import { type useCollectionPreview, withoutZeros } from './preview.ts'

interface Props {
  preview: ReturnType<typeof useCollectionPreview>
  mapping: MappingDraft
}

/** The first rows as the file has them with their reasons, or what they come to; and its control totals. */
export function PreviewSection({ preview, mapping }: Props) {
  const { t } = useWords()
  const [as, setAs] = useState<'file' | 'result'>('file')
  const { data } = preview
  if (!data) return null
  const fine = data.rows.filter(({ reasons }) => reasons.length === 0).length
  return (
    <Section
      title={t('import.preview')}
      actions={
        <span className={classes.previewTools}>
          <span className={classes.hint} role="status">
            {preview.checking
              ? t('import.checking')
              : !preview.error && t('import.preview.count', { fine, rows: data.rows.length })}
          </span>
          <SegmentedControl
            size="xs"
            aria-label={t('ui.chart.as')}
            value={as}
            data={[
              { value: 'file', label: t('item.preview.file') },
              { value: 'result', label: t('item.preview.result') },
            ]}
            onChange={(next) => setAs(next as 'file' | 'result')}
          />
        </span>
      }
    >
      {as === 'file' ? (
        <PreviewTable columns={data.columns} rows={data.rows} fieldOf={fieldsByColumn(mapping)} nameOf={fieldWords} />
      ) : (
        <Results of={data} />
      )}
      <p className={classes.hint}>{t('item.preview.masked')}</p>
      <Declared of={data} />
    </Section>
  )
}

/** What the rows come to under the mapping; a row that would be refused comes to nothing. */
function Results({ of: { rows, values, fields } }: { of: CollectionPreview }) {
  const { t } = useWords()
  const shown = fields.filter(({ name }) => values.some((row) => row?.[name] !== undefined))
  const choice = new Set(fields.filter((field) => field.values).map(({ name }) => name))
  return (
    <Table
      label={t('item.preview.result')}
      rows={rows.map(({ line }, place) => ({ line, values: values[place] ?? null }))}
      keyOf={({ line }) => String(line)}
      columns={[
        { name: 'line', head: t('import.preview.row'), width: 60, cell: ({ line }) => line },
        ...shown.map(({ name, type }) => ({
          name,
          head: fieldWords(name),
          width: 100,
          ...(type === 'decimal' || type === 'integer' ? { end: true } : {}),
          cell: ({ values }: { values: Record<string, string> | null }) => {
            const value = values?.[name]
            if (value === undefined) return '–'
            const text = type === 'decimal' ? withoutZeros(value) : value
            return <span className="figures">{choice.has(name) ? valueWords(name, value) : text}</span>
          },
        })),
      ]}
    />
  )
}

/** What the file declares of itself, and where the rows come to something else. */
function Declared({ of: { declared, differences } }: { of: CollectionPreview }) {
  const { t } = useWords()
  const format = useFormat()
  if (!declared) return null
  const said = [
    ...(declared.rows === null ? [] : [`${totalName('rows')} ${format.count(declared.rows)}`]),
    ...Object.entries(declared.sums).map(([field, sum]) => `${totalName(field)} ${format.decimal(sum, [0, 12])}`),
  ]
  return (
    <>
      <p className={`${classes.hint} figures`}>{t('totals.declared', { totals: said.join(' · ') })}</p>
      {differences.length > 0 && <TotalDifferences of={differences} />}
    </>
  )
}
