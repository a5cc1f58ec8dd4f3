import { Select } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import type { Unit } from '@rapport/contract/administration/organisation-choices'
import type { Viewer } from '@rapport/contract/session'
import { useAsk } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { useWords } from '#words/words.ts'

/** The regions and branches that this viewer's customers can be in, branches below their region. */
export function unitsInSight(all: Unit[], viewer: Viewer) {
  const parents = new Map(all.map(({ id, parentId }) => [id, parentId]))
  const path = (id: string | null): string[] => (id === null ? [] : [...path(parents.get(id) ?? null), id])
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const sight = all.filter(
    ({ id, kind }) =>
      (kind === 'region' || kind === 'branch') && (viewer.scope === 'all' || path(id).includes(viewer.unit.id)),
  )
  const regionOf = (unit: Unit) => path(unit.id).find((id) => all.find((one) => one.id === id)?.kind === 'region')
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const unit of sight) {
    const group = names.get(regionOf(unit) ?? '') ?? ''
    groups.set(group, [...(groups.get(group) ?? []), { value: unit.id, label: unit.name }])
  }
  return [...groups].map(([group, items]) => ({ group, items }))
}

/** Which part of the firm is shown; all in sight unless chosen. Whoever sees one branch has nothing to choose. */
export function UnitChoice() {
  const { t } = useWords()
  const viewer = useViewer()
  const { get, change } = useAddress()
  const answer = useAsk(units.list, {}, { enabled: useMay(units.list) })
  const choices = unitsInSight(answer.data?.items ?? [], viewer)
  if (choices.flatMap(({ items }) => items).length < 2) return null
  return (
    <Select
      size="xs"
      w={200}
      aria-label={t('charts.branch')}
      placeholder={t('charts.branch.all')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      nothingFoundMessage={t('ui.nothing-found')}
      data={choices}
      value={get('unit') ?? null}
      onChange={(next) => change({ unit: next })}
    />
  )
}
