import { Button, Select } from '@mantine/core'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { useFormContext, useWatch } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { FileChoice } from '#features/file-mapping/file-choice.tsx'
import { reasonWords } from '#features/file-mapping/reasons.ts'
import { Skeleton } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './items.module.css'
import { lackingIn, refusedElsewhere, refusedFields, type Sample, type useCollectionPreview } from './preview.ts'

interface Props {
  source: { id: string; kind: string }
  sample: Sample | undefined
  onSample: (sample: Sample) => void
  preview: ReturnType<typeof useCollectionPreview>
  /** Leaves layout and mapping to the server once more. */
  guess: () => void
}

/** A file from this computer, or one at the source, by which the item is described. */
export function SampleChoice({ source, sample, onSample, preview, guess }: Props) {
  const { t } = useWords()
  const { control } = useFormContext()
  const place = (useWatch({ control, name: 'place' }) as string | undefined) ?? ''
  const may = useMay(dataSources.contents)
  const contents = useAsk(
    dataSources.contents,
    { params: { id: source.id } },
    { enabled: may && source.kind !== 'upload' },
  )
  const lacking = lackingIn(preview.error)
  const take = (name: string) => onSample({ from: 'source', sourceId: source.id, name })
  if (!may) return <p className={classes.hint}>{t('item.sample.not-allowed')}</p>
  return (
    <div className={classes.sample}>
      {source.kind !== 'postgres' && (
        <FileChoice
          file={sample?.from === 'here' ? sample.file : undefined}
          onFile={(file) => onSample({ from: 'here', file })}
          accept=""
          hint={t('item.sample.hint')}
        />
      )}
      {source.kind !== 'upload' && (
        <div className={classes.pick}>
          <Select
            label={t('item.sample.at-source')}
            placeholder={contents.isPending ? t('ui.loading') : t('item.sample.pick')}
            error={contents.error ? problemText(contents.error).title : undefined}
            searchable
            nothingFoundMessage={t('ui.nothing-found')}
            data={[...new Set(contents.data?.entries.map(({ name }) => name))]}
            value={sample?.from === 'source' ? sample.name : null}
            onChange={(name) => name && take(name)}
          />
          {source.kind === 'postgres' && (
            <Button variant="default" disabled={place.trim() === ''} onClick={() => take(place)}>
              {t('item.sample.query')}
            </Button>
          )}
        </div>
      )}
      {sample && preview.isPending && !preview.error && <Skeleton lines={3} />}
      {lacking && <p className={classes.hint}>{t(`item.sample.lacks-${lacking}`)}</p>}
      {preview.error && !lacking && (
        <div role="alert" className={classes.problem}>
          <strong>{problemText(preview.error).title}</strong>
          {refusedFields(preview.error).size > 0 && ` ${t('item.sample.refused')}`}
          {refusedElsewhere(preview.error).map(({ field, code }) => (
            <div key={field + code}>{reasonWords(code)}</div>
          ))}
        </div>
      )}
      {preview.data && (
        <p className={classes.hint} role="status">
          {t('item.sample.found', { columns: preview.data.columns.length, rows: preview.data.rows.length })}{' '}
          <Button variant="subtle" size="compact-xs" onClick={guess}>
            {t('item.sample.guess')}
          </Button>
        </p>
      )}
    </div>
  )
}
