import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useWords } from '#words/words.ts'
import classes from './file-mapping.module.css'
import { sizeText } from './file-size.ts'

interface Props {
  file: File | undefined
  onFile: (file: File) => void
  /** What may be chosen; without it, text in columns, also compressed. */
  accept?: string
  /** Said while nothing is chosen; without it, what the imports take. */
  hint?: string
}

/** Chooses a file by its button or by dropping it. */
export function FileChoice({ file, onFile, accept = '.csv,.txt,.gz,text/csv,application/gzip', hint }: Props) {
  const { t, locale } = useWords()
  const [over, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped) onFile(dropped)
  }
  return (
    <label
      className={classes.file}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        type="file"
        className="visually-hidden"
        accept={accept}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0]
          if (chosen) onFile(chosen)
          // The same file, corrected meanwhile, can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <IconFileUpload size={20} stroke={1.6} />
      {file ? (
        <span className={classes.fileName}>
          <strong>{file.name}</strong> <span className="figures">{sizeText(locale, file.size)}</span>
        </span>
      ) : (
        <strong>{t('import.file.choose')}</strong>
      )}
      <span className={classes.hint}>{file ? t('import.file.other') : (hint ?? t('import.file.hint'))}</span>
    </label>
  )
}
