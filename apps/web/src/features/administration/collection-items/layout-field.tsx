import { Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { type Layout, layoutDelimiters, layoutEncodings } from '@rapport/contract/administration/collection-layout'
import type { z } from 'zod'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { useWords } from '#words/words.ts'
import classes from './items.module.css'
import { LayoutColumns } from './layout-columns.tsx'
import type { TargetField } from './mapping.ts'
import { LayoutTotals } from './totals-fields.tsx'

export type LayoutDraft = z.input<typeof Layout>

/** What a format begins with. */
const begun: Record<LayoutDraft['format'], LayoutDraft> = {
  csv: { format: 'csv' },
  'fixed-width': { format: 'fixed-width', columns: [] },
  xlsx: { format: 'xlsx' },
  xml: { format: 'xml', record: '', columns: [] },
  'json-lines': { format: 'json-lines', columns: [] },
}

interface Props {
  fields: readonly TargetField[]
  /** Called with the first change by hand: from then on the server does not guess. */
  onTouch: () => void
}

/** How the file is written, by its format. */
export function LayoutField({ fields, onTouch }: Props) {
  const { t } = useWords()
  const { value: layout, set, messages } = usePart<LayoutDraft>('layout')
  const change = (next: LayoutDraft) => {
    onTouch()
    set(next)
  }
  return (
    <>
      <Messages of={messages} />
      <div className={classes.fields}>
        <Select
          label={t('layout.format')}
          allowDeselect={false}
          data={(Object.keys(begun) as LayoutDraft['format'][]).map((value) => ({
            value,
            label: t(`layout.format.${value}`),
          }))}
          value={layout.format}
          onChange={(next) => change(begun[next as LayoutDraft['format']])}
        />
        <LayoutOptions layout={layout} change={change} />
      </div>
      <LayoutColumns layout={layout} change={change} />
      <LayoutTotals layout={layout} change={change} fields={fields} />
    </>
  )
}

interface OptionsProps {
  layout: LayoutDraft
  change: (layout: LayoutDraft) => void
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const fixedEncodings = layoutEncodings.filter((one) => !one.startsWith('utf-16'))

function LayoutOptions({ layout, change }: OptionsProps) {
  const { t } = useWords()
  const flag = (label: string, checked: boolean, set: (on: boolean) => LayoutDraft) => (
    <Checkbox
      key={label}
      size="xs"
      className={classes.flag}
      label={label}
      checked={checked}
      onChange={(event) => change(set(event.currentTarget.checked))}
    />
  )
  const number = (label: string, value: number, min: number, set: (next: number) => LayoutDraft) => (
    <NumberInput
      key={label}
      label={label}
      min={min}
      max={1000}
      hideControls
      value={value}
      onChange={(next) => typeof next === 'number' && change(set(next))}
    />
  )
  const encoding = (value: string | undefined, choices: readonly string[], set: (next: never) => LayoutDraft) => (
    <Select
      key="encoding"
      label={t('layout.encoding')}
      allowDeselect={false}
      data={choices.map((one) => ({
        value: one,
        label: one === 'auto' ? t('layout.encoding.auto') : one.toUpperCase(),
      }))}
      value={value ?? 'auto'}
      onChange={(next) => change(set(next as never))}
    />
  )
  switch (layout.format) {
    case 'csv':
      return (
        <>
          <Select
            label={t('layout.delimiter')}
            allowDeselect={false}
            data={layoutDelimiters.map((value) => ({ value, label: t(`layout.delimiter.${delimiterNames[value]}`) }))}
            value={layout.delimiter ?? ','}
            onChange={(next) => change({ ...layout, delimiter: next as ',' })}
          />
          {encoding(layout.encoding, layoutEncodings, (next) => ({ ...layout, encoding: next }))}
          {number(t('layout.skip-lines'), layout.skipLines ?? 0, 0, (skipLines) => ({ ...layout, skipLines }))}
          {flag(t('layout.header'), layout.header ?? true, (header) => ({ ...layout, header }))}
          {flag(t('layout.quote'), layout.quote ?? true, (quote) => ({ ...layout, quote }))}
          {flag(t('layout.decimal-comma'), layout.decimalComma ?? false, (on) => ({ ...layout, decimalComma: on }))}
          {flag(t('layout.last-line-ends'), layout.lastLineEnds ?? false, (on) => ({ ...layout, lastLineEnds: on }))}
          {layout.header === false && (
            <TagsInput
              className={classes.wide}
              label={t('layout.columns')}
              description={t('layout.columns.hint')}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              maxTags={500}
              value={layout.columns ?? []}
              onChange={(columns) => change({ ...layout, columns })}
            />
          )}
        </>
      )
    case 'fixed-width':
      return (
        <>
          {encoding(layout.encoding, fixedEncodings, (next) => ({ ...layout, encoding: next }))}
          {number(t('layout.skip-lines'), layout.skipLines ?? 0, 0, (skipLines) => ({ ...layout, skipLines }))}
          {flag(t('layout.short-lines'), layout.shortLines ?? false, (on) => ({ ...layout, shortLines: on }))}
          {flag(t('layout.decimal-comma'), layout.decimalComma ?? false, (on) => ({ ...layout, decimalComma: on }))}
        </>
      )
    case 'xlsx':
      return (
        <>
          <TextInput
            label={t('layout.sheet')}
            description={t('layout.sheet.hint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            maxLength={31}
            value={String(layout.sheet ?? 1)}
            onChange={({ currentTarget: { value } }) =>
              change({ ...layout, sheet: /^[1-9]\d{0,2}$/.test(value) ? Number(value) : value })
            }
          />
          {number(t('layout.header-row'), layout.headerRow ?? 1, 1, (headerRow) => ({ ...layout, headerRow }))}
        </>
      )
    case 'xml':
      return (
        <TextInput
          label={t('layout.record')}
          description={t('layout.record.hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          placeholder="Stmt/Ntry"
          maxLength={400}
          value={layout.record}
          onChange={(event) => change({ ...layout, record: event.currentTarget.value })}
        />
      )
    case 'json-lines':
      return encoding(layout.encoding, layoutEncodings, (next) => ({ ...layout, encoding: next }))
  }
}
