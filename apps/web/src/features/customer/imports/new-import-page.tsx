import { Button, Radio, Select } from '@mantine/core'
import { type ImportKind, importKinds, importModes, imports, type Mapping } from '@rapport/contract/customer/imports'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { FileChoice } from '#features/file-mapping/file-choice.tsx'
import { sizeText } from '#features/file-mapping/file-size.ts'
import { reasonText } from '#features/file-mapping/reasons.ts'
import { useAddress } from '#ui/address.ts'
import { LeavingGuard } from '#ui/leaving-guard.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Failed, NotAllowed, Skeleton } from '#ui/states.tsx'
import { fieldText, problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { fieldName } from './field-words.ts'
import { type ImportMode, importForm } from './import-form.ts'
import classes from './imports.module.css'
import { MappingTable } from './mapping-table.tsx'
import { usePreview } from './preview.ts'
import { PreviewRows } from './preview-rows.tsx'
import { refusedFields } from './refused-fields.ts'

const crumbsOf = (label: string) => [{ label, to: '/imports' }]

/** Chooses a file, maps its columns, looks at its first rows and starts the import. Kind and mode are in the URL. */
export function NewImportPage() {
  const { t } = useWords()
  const may = useMay(imports.start)
  return (
    <Page title={t('import.new')} crumbs={crumbsOf(t('frame.imports'))}>
      {may ? <NewImport /> : <NotAllowed />}
    </Page>
  )
}

function NewImport() {
  const { t, locale } = useWords()
  const viewer = useViewer()
  const navigate = useNavigate()
  const { get, change } = useAddress()
  const [likely, setLikely] = useState<ImportKind>()
  const kind = importKinds.find((one) => one === get('kind')) ?? likely ?? 'customers'
  const mode = importModes.find((one) => one === get('mode')) ?? 'upsert'
  const [file, setFile] = useState<File>()
  const [edited, setEdited] = useState<Mapping>()
  const preview = usePreview({ kind, mode, file, mapping: edited })
  const found = preview.data?.likelyKind
  // What a file holds is found from its columns, unless somebody has said it.
  useEffect(() => setLikely((before) => found ?? before), [found])
  const send = useSend(imports.start, { refresh: [imports.list] })
  const mapping = edited ?? preview.data?.mapping ?? {}
  // Securities and prices belong to everybody: the server says who may load them.
  const kinds = importKinds.filter(
    (one) => !['securities', 'prices'].includes(one) || viewer.permissions.includes('import.reference-data'),
  )
  const choose = (next: ImportKind) => {
    setEdited(undefined)
    change({ kind: next }, { replace: true })
  }
  const start = () => file && send.mutate({ form: importForm({ kind, mode, mapping, file }) })
  const started = send.data?.id
  // In an effect: by then nothing holds one back from leaving any more.
  useEffect(() => {
    if (started) void navigate(`/imports/${started}`)
  }, [started, navigate])
  const refused = preview.data?.refusals?.filter((reasons) => reasons !== null).length ?? 0
  const missing = preview.data?.fields.some((field) => field.required && !mapping[field.name]) ?? true
  return (
    <div className={classes.steps}>
      <div className={classes.what}>
        <Select
          label={t('import.kind')}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: t(`import.kind.${value}`) }))}
          value={kind}
          onChange={(next) => choose(next as ImportKind)}
        />
        <Radio.Group
          label={t('import.mode')}
          value={mode}
          onChange={(next) => change({ mode: next as ImportMode }, { replace: true })}
        >
          <div className={classes.modes}>
            {importModes.map((value) => (
              <Radio
                key={value}
                value={value}
                size="xs"
                label={t(`import.mode.${value}`)}
                description={t(`import.mode.${value}.about`)}
              />
            ))}
          </div>
        </Radio.Group>
      </div>
      <FileChoice
        file={file}
        onFile={(next) => {
          setEdited(undefined)
          setLikely(undefined)
          setFile(next)
        }}
      />
      {file &&
        (preview.data ? (
          <>
            <p className={classes.found} role="status">
              {t('import.found', {
                encoding: t(`import.encoding.${preview.data.encoding}`),
                columns: preview.data.columns.length,
              })}
              {preview.data.compressed && ` · ${t('import.compressed')}`}
              {` · ${t(preview.data.remembered ? 'import.mapping.remembered' : 'import.mapping.suggested')}`}
            </p>
            {found && found !== kind && kinds.includes(found) && (
              <p className={classes.found}>
                {t('import.likely', { kind: t(`import.kind.${found}`) })}{' '}
                <Button variant="subtle" size="compact-sm" onClick={() => choose(found)}>
                  {t('import.likely.take')}
                </Button>
              </p>
            )}
            <Section title={t('import.mapping')}>
              <MappingTable key={preview.place} preview={preview.data} mapping={mapping} onChange={setEdited} />
            </Section>
            <Section
              title={t('import.preview')}
              actions={
                <span className={classes.hint} role="status">
                  {preview.checking
                    ? t('import.checking')
                    : preview.error
                      ? problemText(preview.error).title
                      : preview.data.refusals === null
                        ? t('import.start.missing')
                        : t('import.preview.count', {
                            fine: preview.data.rows.length - refused,
                            rows: preview.data.rows.length,
                          })}
                </span>
              }
            >
              <PreviewRows preview={preview.data} mapping={mapping} />
            </Section>
            <div className={classes.start}>
              <Button loading={send.isPending} disabled={missing} onClick={start}>
                {t('import.start')}
              </Button>
              <span className={classes.hint}>
                {send.isPending
                  ? t('import.sending', { size: sizeText(locale, file.size) })
                  : missing
                    ? t('import.start.missing')
                    : t(`import.start.${mode}`)}
              </span>
            </div>
            {send.error && (
              <div role="alert" className={classes.problem}>
                <strong>{problemText(send.error).title}</strong> {problemText(send.error).advice}
                {refusedFields(send.error).map((reason) => (
                  <div key={reason.field}>{reasonText(reason, fieldName)}</div>
                ))}
              </div>
            )}
          </>
        ) : preview.error ? (
          <FileRefused error={preview.error} retry={() => void preview.refetch()} />
        ) : (
          <Skeleton lines={8} />
        ))}
      <LeavingGuard when={file !== undefined && !started} />
    </div>
  )
}

/** A file that cannot be read as a table: why, in one sentence. */
function FileRefused({ error, retry }: { error: unknown; retry: () => void }) {
  const [reason] = refusedFields(error).filter(({ field }) => field === 'file')
  if (!reason) return <Failed error={error} retry={retry} />
  return (
    <div role="alert" className={classes.problem}>
      {fieldText(reason.code)}
    </div>
  )
}
