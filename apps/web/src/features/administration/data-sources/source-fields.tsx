import { Radio } from '@mantine/core'
import { type SourceKind, type SourceSettings, sourceKinds } from '@rapport/contract/administration/data-sources'
import { useFormContext, useWatch } from 'react-hook-form'
import { OwnerField } from '#features/administration/data-centre/owner-field.tsx'
import { NumberField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import classes from './sources.module.css'

/** What a kind of source begins with. */
const begun: Record<SourceKind, SourceSettings> = {
  folder: { kind: 'folder', folder: '' },
  https: { kind: 'https', url: '' },
  upload: { kind: 'upload' },
  postgres: { kind: 'postgres', host: '', port: 5432, database: '', user: '' },
}

interface Props {
  hasSecret: boolean
  owner: { id: string; name: string } | null
}

/** What a source is called, where it is by its kind, and whose it is. */
export function SourceFields({ hasSecret, owner }: Props) {
  const { t } = useWords()
  const { control, setValue, clearErrors } = useFormContext()
  const kind = (useWatch({ control, name: 'settings.kind' }) as SourceKind | undefined) ?? 'folder'
  const choose = (next: SourceKind) => {
    setValue('settings', begun[next], { shouldDirty: true })
    clearErrors('settings')
  }
  return (
    <>
      <Fields>
        <TextField name="name" label={t('source.name')} required maxLength={80} autoFocus />
        <TextField name="code" label={t('source.code')} hint={t('source.code.hint')} required maxLength={40} />
      </Fields>
      <Radio.Group label={t('source.kind')} value={kind} onChange={(next) => choose(next as SourceKind)}>
        <div className={classes.kinds}>
          {sourceKinds.map((value) => (
            <Radio
              key={value}
              size="xs"
              value={value}
              label={t(`source.kind.${value}`)}
              description={t(`source.kind.${value}.about`)}
            />
          ))}
        </div>
      </Radio.Group>
      <Fields key={kind}>
        {kind === 'folder' && (
          <TextField
            name="settings.folder"
            label={t('source.folder')}
            hint={t('source.folder.hint')}
            required
            wide
            maxLength={200}
          />
        )}
        {kind === 'https' && (
          <>
            <TextField
              name="settings.url"
              label={t('source.url')}
              hint={t('source.url.hint')}
              required
              wide
              maxLength={500}
            />
            <TextField name="settings.user" label={t('source.user')} maxLength={100} empty="left-out" />
          </>
        )}
        {kind === 'postgres' && (
          <>
            <TextField name="settings.host" label={t('source.host')} hint={t('source.host.hint')} required />
            <NumberField name="settings.port" label={t('source.port')} required />
            <TextField name="settings.database" label={t('source.database')} required maxLength={63} />
            <TextField name="settings.user" label={t('source.user')} required maxLength={63} />
          </>
        )}
        {(kind === 'https' || kind === 'postgres') && (
          <TextField
            name="secret"
            type="password"
            label={t(kind === 'https' ? 'source.token' : 'source.password')}
            hint={t(hasSecret ? 'source.secret.kept' : 'source.secret.hint')}
            maxLength={500}
            autoComplete="new-password"
            empty="left-out"
          />
        )}
      </Fields>
      <Fields>
        <OwnerField owner={owner} />
        <TextField
          name="contact"
          label={t('item.contact')}
          hint={t('item.contact.hint')}
          maxLength={200}
          empty="null"
        />
      </Fields>
    </>
  )
}
