import { Select } from '@mantine/core'
import type { UnknownReferences } from '@rapport/contract/administration/collection-items'
import { units } from '@rapport/contract/administration/organisation'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { useWords } from '#words/words.ts'
import classes from './items.module.css'

const names = ['customers', 'accounts', 'securities'] as const

/** What becomes of rows that name a customer, account or security which nobody knows. */
export function UnknownFields() {
  const { t } = useWords()
  const { value, set, messages } = usePart<UnknownReferences>('unknown')
  const tree = useAsk(units.list, {}, { enabled: useMay(units.list) && value.customers === 'make' })
  return (
    <>
      <p className={classes.hint}>{t('unknown.text')}</p>
      <div className={classes.fields}>
        {names.map((name) => (
          <Select
            key={name}
            label={t(`unknown.${name}`)}
            allowDeselect={false}
            data={[
              { value: 'hold', label: t('unknown.hold') },
              { value: 'make', label: t('unknown.make') },
            ]}
            value={value[name]}
            onChange={(next) => set({ ...value, [name]: next as 'hold' | 'make' })}
          />
        ))}
        {value.customers === 'make' && (
          <Select
            label={t('unknown.unit')}
            withAsterisk
            searchable
            nothingFoundMessage={t('ui.nothing-found')}
            data={(tree.data?.items ?? [])
              .filter(({ validTo }) => validTo === null)
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={value.unitId}
            onChange={(unitId) => set({ ...value, unitId })}
          />
        )}
      </div>
      <Messages of={messages} />
    </>
  )
}
