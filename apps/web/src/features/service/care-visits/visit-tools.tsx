import { SegmentedControl } from '@mantine/core'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { FilterChips } from '#ui/filter-chips.tsx'
import { useWords } from '#words/words.ts'
import classes from './care-visits.module.css'
import { useVisitFilters } from './visit-filters.ts'

/** Week or list, mine or all in sight, and the filters. All of it is in the URL. */
export function VisitTools({ view }: { view: 'week' | 'list' }) {
  const { t } = useWords()
  const viewer = useViewer()
  const { get, change } = useAddress()
  const filters = useVisitFilters(view)
  const staff = get('staff')
  return (
    <div className={classes.tools}>
      <SegmentedControl
        size="xs"
        aria-label={t('care-visits.view')}
        value={view}
        data={[
          { value: 'week', label: t('care-visits.view.week') },
          { value: 'list', label: t('care-visits.view.list') },
        ]}
        onChange={(next) =>
          change({ as: next === 'list' ? 'list' : null, from: null, to: null, direction: null, visit: null })
        }
      />
      <SegmentedControl
        size="xs"
        aria-label={t('care-visits.whose')}
        value={staff === viewer.id ? 'mine' : staff ? '' : 'all'}
        data={[
          { value: 'all', label: t('care-visits.all') },
          { value: 'mine', label: t('care-visits.mine') },
        ]}
        onChange={(next) => change({ staff: next === 'mine' ? viewer.id : null })}
      />
      <FilterChips filters={filters} />
    </div>
  )
}
