import { Select } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import { segments } from '@rapport/contract/analytics/segments'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { useWords } from '#words/words.ts'
import classes from './surveys.module.css'

/** What of a survey is asked for, from the address: a unit and those below, a segment. */
export function useSurveyScope() {
  const { get } = useAddress()
  const [unit, segment] = [get('unit'), get('segment')]
  return { ...(unit && { unit }), ...(segment && { segment }) }
}

/** Chooses a unit and a segment, for whoever may know them. An anonymous survey knows of nobody in which segment they are. */
export function SurveyScope({ anonymous }: { anonymous: boolean }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const tree = useAsk(units.list, {}, { enabled: useMay(units.list) })
  const groups = useAsk(segments.list, {}, { enabled: useMay(segments.list) })
  const choose = (name: string) => (value: string | null) => change({ [name]: value }, { replace: true })
  return (
    <div className={`${classes.row} ${classes.scope}`}>
      {tree.data && (
        <Select
          label={t('survey.unit')}
          placeholder={t('survey.everywhere')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
          data={tree.data.items.map(({ id, name }) => ({ value: id, label: name }))}
          value={get('unit') ?? null}
          onChange={choose('unit')}
        />
      )}
      {groups.data && !anonymous && (
        <Select
          label={t('survey.segment')}
          placeholder={t('survey.everybody')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
          data={groups.data.items.map(({ id, name }) => ({ value: id, label: name }))}
          value={get('segment') ?? null}
          onChange={choose('segment')}
        />
      )}
    </div>
  )
}
