import { Button } from '@mantine/core'
import { type ServiceLevel, serviceLevels } from '@rapport/contract/service/service-levels'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useSegmentName } from '#features/analytics/segments/segment-name.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { PutLevel } from './put-level.tsx'

/** Levels of service, the highest first; head office binds segments to them. */
export function LevelList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const nameOf = useNameOf()
  const segmentName = useSegmentName()
  const mayEdit = useMay(serviceLevels.add)
  const [doing, setDoing] = useState<'add' | ServiceLevel>()
  const answer = useAsk(serviceLevels.list)
  const segment = (one: ServiceLevel) => (one.segment ? segmentName(one.segment) : '–')
  const name = (one: ServiceLevel) => (
    <>
      {nameOf(one)} {one.retired && <Tag>{t('service-level.retired')}</Tag>}
    </>
  )
  const change = (one: ServiceLevel) =>
    mayEdit && (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('service-level.change', { name: nameOf(one) })}
        onClick={() => setDoing(one)}
      >
        {t('ui.edit')}
      </Button>
    )
  const columns: Column<ServiceLevel>[] = [
    { name: 'rank', head: t('service-level.rank'), width: 80, end: true, cell: (one) => format.count(one.rank) },
    { name: 'name', head: t('service-level.name'), width: 220, grow: 1, cell: name },
    { name: 'segment', head: t('service-level.segment'), width: 220, grow: 1, cell: segment },
    { name: 'plans', head: t('service-plans.plans'), width: 90, end: true, cell: (one) => format.count(one.plans) },
    ...(mayEdit ? [{ name: 'change', head: t('ui.edit'), width: 90, cell: change }] : []),
  ]
  return (
    <>
      {mayEdit && doing === undefined && (
        <div>
          <Button variant="default" onClick={() => setDoing('add')}>
            {t('service-levels.add')}
          </Button>
        </div>
      )}
      {doing !== undefined && (
        <PutLevel
          key={doing === 'add' ? 'add' : doing.id}
          of={doing === 'add' ? undefined : doing}
          done={() => setDoing(undefined)}
        />
      )}
      <Answered answer={answer} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('service-levels.none')}>{t('service-levels.none.text')}</Empty>
          ) : phone ? (
            <TwoLines
              label={t('service-plans.levels')}
              rows={items}
              keyOf={({ id }) => id}
              first={name}
              state={(one) => format.count(one.rank)}
              second={segment}
              actions={change}
            />
          ) : (
            <Table label={t('service-plans.levels')} columns={columns} rows={items} keyOf={({ id }) => id} />
          )
        }
      </Answered>
    </>
  )
}
