import { useWords } from '#words/words.ts'
import type { LayoutDraft } from './layout-field.tsx'
import { Text, Whole } from './row-inputs.tsx'
import { RowsEditor } from './rows-editor.tsx'

interface Props {
  layout: LayoutDraft
  change: (layout: LayoutDraft) => void
}

/** The columns of a format that does not name them itself: by place in bytes, or by path. */
export function LayoutColumns({ layout, change }: Props) {
  const { t } = useWords()
  const [name, start, length, path] = [
    t('layout.column'),
    t('layout.column.start'),
    t('layout.column.length'),
    t('layout.column.path'),
  ]
  const common = { label: t('layout.columns'), add: t('layout.column.add'), most: 500 }
  if (layout.format === 'fixed-width') {
    const last = layout.columns.at(-1)
    return (
      <RowsEditor
        {...common}
        rows={layout.columns}
        heads={[name, start, length]}
        // The next column begins where the last one ends.
        begin={{ name: '', start: last ? last.start + last.length : 1, length: 1 }}
        onChange={(columns) => change({ ...layout, columns })}
        draw={(column, set, nth) => [
          <Text
            key="name"
            label={`${name} ${nth}`}
            value={column.name}
            onChange={(next) => set({ ...column, name: next })}
          />,
          <Whole
            key="start"
            label={`${start} ${nth}`}
            value={column.start}
            onChange={(next) => set({ ...column, start: next })}
          />,
          <Whole
            key="length"
            label={`${length} ${nth}`}
            value={column.length}
            onChange={(next) => set({ ...column, length: next })}
          />,
        ]}
      />
    )
  }
  if (layout.format !== 'xml' && layout.format !== 'json-lines') return null
  return (
    <RowsEditor
      {...common}
      rows={layout.columns}
      heads={[name, path]}
      begin={{ name: '', path: '' }}
      onChange={(columns) => change({ ...layout, columns })}
      draw={(column, set, nth) => [
        <Text
          key="name"
          label={`${name} ${nth}`}
          value={column.name}
          onChange={(next) => set({ ...column, name: next })}
        />,
        <Text
          key="path"
          label={`${path} ${nth}`}
          value={column.path}
          onChange={(next) => set({ ...column, path: next })}
        />,
      ]}
    />
  )
}
