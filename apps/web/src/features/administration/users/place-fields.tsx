import { roles, units } from '@rapport/contract/administration/organisation'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { SelectField } from '#ui/fields.tsx'
import { useWords } from '#words/words.ts'

interface Props {
  /** What the person has now, offered even where the lists may not be read. */
  unit?: { id: string; name: string }
  role?: { id: string; name: string; nameZh: string }
}

/** Unit and role of a person: whose customers they see follows from both. */
export function PlaceFields({ unit, role }: Props) {
  const { t, locale } = useWords()
  const tree = useAsk(units.list, {}, { enabled: useMay(units.list) })
  const rights = useAsk(roles.list, {}, { enabled: useMay(roles.list) })
  const open = (tree.data?.items ?? []).filter(({ id, validTo }) => validTo === null || id === unit?.id)
  const places = open.length > 0 ? open : unit ? [unit] : []
  const held = rights.data?.items ?? (role ? [role] : [])
  return (
    <>
      <SelectField
        name="unitId"
        label={t('user.unit')}
        required
        searchable
        choices={places.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="roleId"
        label={t('user.role')}
        required
        searchable
        choices={held.map((one) => ({ value: one.id, label: locale === 'zh-CN' ? one.nameZh : one.name }))}
      />
    </>
  )
}
