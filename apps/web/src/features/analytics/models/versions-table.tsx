import type { ModelVersion } from '@rapport/contract/analytics/models'
import { Link } from 'react-router'
import { useAddress, withParam } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'

/** All versions of a kind, latest first. */
export function VersionsTable({ versions }: { versions: readonly ModelVersion[] }) {
  const { t } = useWords()
  const format = useFormat()
  const { params } = useAddress()
  const { stateOf, period, failure } = useModelWords()
  return (
    <Table
      label={t('model.versions')}
      rows={versions}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'number',
          head: t('model.number'),
          width: 110,
          cell: ({ id, number, inUse }) => (
            <>
              <Link to={withParam(params, 'version', id)}>{t('model.version', { number })}</Link>{' '}
              {inUse && <Tag tone="blue">{t('model.in-use')}</Tag>}
            </>
          ),
        },
        {
          name: 'state',
          head: t('model.state'),
          width: 160,
          cell: (version) => (version.failure ? failure(version.failure) : stateOf(version)),
        },
        { name: 'trained', head: t('model.trained'), width: 190, cell: ({ trained }) => period(trained) },
        { name: 'validated', head: t('model.validated'), width: 190, cell: ({ validated }) => period(validated) },
        { name: 'scored', head: t('model.scored-on'), width: 100, cell: ({ scoredOn }) => format.day(scoredOn) },
        {
          name: 'customers',
          head: t('model.customers'),
          width: 90,
          end: true,
          cell: ({ customers }) => format.count(customers),
        },
        { name: 'drift', head: t('model.drift'), width: 90, end: true, cell: ({ drift }) => format.decimal(drift, 4) },
      ]}
    />
  )
}
