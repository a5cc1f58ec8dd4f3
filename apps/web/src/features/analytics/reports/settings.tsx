import { SegmentedControl, Select } from '@mantine/core'
import { isGrouped, type ReportDefinition, reportCurrencies } from '@rapport/contract/analytics/report-definition'
import {
  type ReportSubject,
  reportFieldsOf,
  reportSubjectFacts,
  reportSubjects,
} from '@rapport/contract/analytics/report-subjects'
import { useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import { CustomerSettings } from './customer-settings.tsx'
import { asGroups, asRecords, withSubject } from './draft.ts'
import { FilterSettings } from './filter-settings.tsx'
import { Add, GroupSettings } from './group-settings.tsx'
import { OrderedList } from './ordered-list.tsx'
import { PeriodSetting } from './period-setting.tsx'
import { fieldWord } from './report-words.ts'
import { Setting } from './setting.tsx'

const MOST_COLUMNS = 20
const limits = ['50', '200', '1000']

interface Props {
  draft: ReportDefinition
  set: (next: ReportDefinition) => void
  names: Readonly<Record<string, string>>
}

/** Everything that a report is made of. */
export function Settings({ draft, set, names }: Props) {
  const { t } = useWords()
  const { permissions } = useViewer()
  const { subject } = draft
  const { dated, currency } = reportSubjectFacts[subject]
  const subjects = reportSubjects.filter(
    (name) => name === subject || permissions.includes(reportSubjectFacts[name].permission),
  )
  const grouped = isGrouped(draft)
  return (
    <>
      <Setting title={t('report-builder.what')}>
        <Select
          label={t('report-builder.subject')}
          size="xs"
          allowDeselect={false}
          data={subjects.map((value) => ({ value, label: t(`report-subject.${value}`) }))}
          value={subject}
          onChange={(next) => next && set(withSubject(draft, next as ReportSubject))}
        />
        {dated ? <PeriodSetting draft={draft} set={set} /> : <p>{t('report-builder.period.today')}</p>}
        {currency && (
          <Select
            label={t('report-builder.currency')}
            size="xs"
            allowDeselect={false}
            data={[...reportCurrencies]}
            value={draft.currency}
            onChange={(next) => next && set({ ...draft, currency: next as ReportDefinition['currency'] })}
          />
        )}
        <SegmentedControl
          aria-label={t('report-builder.as')}
          size="xs"
          fullWidth
          value={grouped ? 'groups' : 'records'}
          data={(['records', 'groups'] as const).map((value) => ({ value, label: t(`report-builder.as.${value}`) }))}
          onChange={(as) => set(as === 'groups' ? asGroups(draft) : asRecords(draft))}
        />
      </Setting>
      {grouped ? <GroupSettings draft={draft} set={set} /> : <ColumnSettings draft={draft} set={set} />}
      <FilterSettings draft={draft} set={set} names={names} />
      <CustomerSettings draft={draft} set={set} names={names} />
      <Setting title={t('report-builder.limit')}>
        <Select
          aria-label={t('report-builder.limit')}
          size="xs"
          w={104}
          allowDeselect={false}
          data={[...new Set([...limits, String(draft.limit)])]}
          value={String(draft.limit)}
          onChange={(next) => next && set({ ...draft, limit: Number(next) })}
        />
      </Setting>
    </>
  )
}

function ColumnSettings({ draft, set }: Omit<Props, 'names'>) {
  const { t } = useWords()
  const { subject, columns } = draft
  const change = (next: string[]) => set({ ...draft, columns: next, sort: null })
  const free = reportFieldsOf(subject).filter((name) => !columns.includes(name))
  return (
    <Setting title={t('report-builder.columns')}>
      <OrderedList
        label={t('report-builder.columns')}
        items={columns}
        keyOf={(name) => name}
        nameOf={(name) => fieldWord(subject, name)}
        change={change}
        least={1}
      />
      {columns.length < MOST_COLUMNS && (
        <Add
          label={t('report-builder.columns.add')}
          data={free.map((value) => ({ value, label: fieldWord(subject, value) }))}
          add={(name) => change([...columns, name])}
        />
      )}
    </Setting>
  )
}
