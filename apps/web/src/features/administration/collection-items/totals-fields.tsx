import { Checkbox, Select, TextInput } from '@mantine/core'
import type { SideFile } from '@rapport/contract/administration/collection-layout'
import type { z } from 'zod'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { useWords } from '#words/words.ts'
import classes from './items.module.css'
import type { LayoutDraft } from './layout-field.tsx'
import type { TargetField } from './mapping.ts'
import { Text, Whole } from './row-inputs.tsx'
import { RowsEditor } from './rows-editor.tsx'
import { type Said, SumCells, sumHeads } from './sum-cells.tsx'

type SideFileDraft = z.input<typeof SideFile>
type Fields = readonly TargetField[]

const plain = { is: 'rows', of: undefined, scale: 0 } as const

/** The totals that the file declares of itself: in its last record, or at places of an XML file. */
export function LayoutTotals({
  layout,
  change,
  fields,
}: {
  layout: LayoutDraft
  change: (layout: LayoutDraft) => void
  fields: Fields
}) {
  const { t } = useWords()
  const common = { label: t('totals.list'), add: t('totals.add'), most: 20 }
  if (layout.format === 'xml')
    return (
      <RowsEditor
        {...common}
        rows={layout.totals ?? []}
        heads={[t('layout.column.path'), ...sumHeads(t)]}
        begin={{ path: '', ...plain }}
        onChange={(totals) => change({ ...layout, totals })}
        draw={(total, set, nth) => [
          <Text
            key="path"
            label={`${t('layout.column.path')} ${nth}`}
            placeholder="GrpHdr/CtrlSum"
            value={total.path}
            onChange={(path) => set({ ...total, path })}
          />,
          ...SumCells({
            t,
            said: total,
            fields,
            nth,
            set: (said) => set({ ...total, ...said, is: said.is as 'rows' }),
          }),
        ]}
      />
    )
  if (layout.format !== 'csv' && layout.format !== 'fixed-width') return null
  const { trailer } = layout
  return (
    <div className={classes.rows}>
      <Checkbox
        size="xs"
        label={t('totals.trailer')}
        checked={trailer !== undefined}
        onChange={(event) => {
          const { trailer: _, ...rest } = layout
          change(
            (event.currentTarget.checked
              ? { ...rest, trailer: { prefix: 'TRAILER', totals: [] } }
              : rest) as LayoutDraft,
          )
        }}
      />
      {trailer && (
        <TextInput
          size="xs"
          maw={240}
          label={t('totals.prefix')}
          maxLength={200}
          value={trailer.prefix}
          onChange={({ currentTarget: { value } }) =>
            change({ ...layout, trailer: { ...trailer, prefix: value } } as LayoutDraft)
          }
        />
      )}
      {layout.format === 'csv' && layout.trailer && (
        <RowsEditor
          {...common}
          rows={layout.trailer.totals}
          heads={[t('totals.cell'), ...sumHeads(t)]}
          begin={{ at: 2, ...plain }}
          onChange={(totals) =>
            change({ ...layout, trailer: { ...layout.trailer, prefix: layout.trailer?.prefix ?? '', totals } })
          }
          draw={(total, set, nth) => [
            <Whole
              key="at"
              label={`${t('totals.cell')} ${nth}`}
              value={total.at}
              onChange={(at) => set({ ...total, at })}
            />,
            ...SumCells({
              t,
              said: total,
              fields,
              nth,
              set: (said) => set({ ...total, ...said, is: said.is as 'rows' }),
            }),
          ]}
        />
      )}
      {layout.format === 'fixed-width' && layout.trailer && (
        <RowsEditor
          {...common}
          rows={layout.trailer.totals}
          heads={[t('layout.column.start'), t('layout.column.length'), ...sumHeads(t)]}
          begin={{ start: 1, length: 1, ...plain }}
          onChange={(totals) => change({ ...layout, trailer: { prefix: layout.trailer?.prefix ?? '', totals } })}
          draw={(total, set, nth) => [
            <Whole
              key="start"
              label={`${t('layout.column.start')} ${nth}`}
              value={total.start}
              onChange={(start) => set({ ...total, start })}
            />,
            <Whole
              key="length"
              label={`${t('layout.column.length')} ${nth}`}
              value={total.length}
              onChange={(length) => set({ ...total, length })}
            />,
            ...SumCells({
              t,
              said: total,
              fields,
              nth,
              set: (said) => set({ ...total, ...said, is: said.is as 'rows' }),
            }),
          ]}
        />
      )}
    </div>
  )
}

const formats = ['json', 'key-value', 'csv', 'sha256'] as const

/** The totals in a file beside the file. Those of the file itself are part of how it is written, above. */
export function TotalsFields({ fields }: { fields: Fields }) {
  const { t } = useWords()
  const { value, set, messages } = usePart<SideFileDraft | null>('sideFile')
  return (
    <>
      <p className={classes.hint}>{t('totals.text')}</p>
      <div className={classes.rows}>
        <Checkbox
          size="xs"
          label={t('totals.side-file')}
          checked={value !== null}
          onChange={(event) =>
            set(event.currentTarget.checked ? { suffix: '.ctl', format: 'key-value', totals: [] } : null)
          }
        />
        <Messages of={messages} />
        {value && (
          <>
            <div className={classes.fields}>
              <TextInput
                label={t('totals.suffix')}
                maxLength={21}
                value={value.suffix ?? '.ctl'}
                onChange={(event) => set({ ...value, suffix: event.currentTarget.value })}
              />
              <Select
                label={t('layout.format')}
                allowDeselect={false}
                data={formats.map((one) => ({ value: one, label: t(`totals.format.${one}`) }))}
                value={value.format}
                onChange={(next) =>
                  set({ ...value, format: next as 'json', ...(next === 'sha256' ? { totals: [] } : {}) })
                }
              />
            </div>
            {value.format !== 'sha256' && (
              <RowsEditor
                label={t('totals.list')}
                add={t('totals.add')}
                most={20}
                rows={value.totals ?? []}
                heads={[t('totals.key'), ...sumHeads(t)]}
                begin={{ key: '', ...plain }}
                onChange={(totals) => set({ ...value, totals })}
                draw={(total, change, nth) => [
                  <Text
                    key="key"
                    label={`${t('totals.key')} ${nth}`}
                    value={total.key}
                    onChange={(key) => change({ ...total, key })}
                  />,
                  ...SumCells({
                    t,
                    said: total,
                    fields,
                    nth,
                    sha256: true,
                    set: (said: Said) => change({ ...total, ...said }),
                  }),
                ]}
              />
            )}
          </>
        )}
      </div>
    </>
  )
}
