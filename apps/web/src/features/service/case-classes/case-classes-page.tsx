import { Button } from '@mantine/core'
import { type CaseClass, caseClasses } from '@rapport/contract/service/case-classes'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { inForce } from '#features/service/cases/class-choices.ts'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { PutCaseClass } from './put-case-class.tsx'

/** What each class of case demands, from which day on; head office says so. */
export function CaseClassesPage() {
  const { t } = useWords()
  const { today } = useViewer()
  const allowed = useMay(caseClasses.list)
  const [doing, setDoing] = useState<'add' | CaseClass>()
  const answer = useAsk(caseClasses.list, {}, { enabled: allowed })
  const done = () => setDoing(undefined)
  return (
    <Page
      title={t('case-classes.title')}
      about={t('case-classes.about')}
      crumbs={[{ label: t('cases.title'), to: '/cases' }]}
      actions={
        doing === undefined && (
          <Allowed to={caseClasses.put}>
            <Button variant="default" onClick={() => setDoing('add')}>
              {t('case-classes.add')}
            </Button>
          </Allowed>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {doing !== undefined && (
        <PutCaseClass key={doing === 'add' ? 'add' : doing.id} of={doing === 'add' ? undefined : doing} done={done} />
      )}
      {allowed && (
        <Answered answer={answer} lines={10}>
          {({ items }) => {
            const now = inForce(items, today)
            const others = items.filter((one) => !now.includes(one))
            return (
              <>
                <Classes title={t('case-classes.now')} of={now} change={setDoing} />
                {others.length > 0 && <Classes title={t('case-classes.others')} of={others} />}
              </>
            )
          }}
        </Answered>
      )}
    </Page>
  )
}

function Classes({ title, of, change }: { title: string; of: CaseClass[]; change?: (one: CaseClass) => void }) {
  const { t } = useWords()
  const phone = usePhone()
  const nameOf = useNameOf()
  const mayChange = useMay(caseClasses.put) && change !== undefined
  const days = (value: number | null) => (value === null ? '–' : t('case-classes.calendar-days', { value }))
  const button = (one: CaseClass) =>
    mayChange && (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('case-classes.change', { name: nameOf(one) })}
        onClick={() => change(one)}
      >
        {t('ui.edit')}
      </Button>
    )
  const columns: Column<CaseClass>[] = [
    {
      name: 'name',
      head: t('case.class'),
      width: 160,
      cell: (one) => `${nameOf(one)}${one.retired ? ` (${t('case-classes.retired')})` : ''}`,
    },
    { name: 'kind', head: t('case.kind'), width: 90, cell: (one) => t(`case-kind.${one.kind}`) },
    {
      name: 'importance',
      head: t('case-classes.importance'),
      width: 100,
      cell: (one) => t(`importance.${one.importance}`),
    },
    { name: 'from', head: t('case-classes.from'), width: 110, cell: (one) => <Day on={one.validFrom} /> },
    {
      name: 'acknowledge',
      head: t('case-classes.acknowledge'),
      width: 110,
      end: true,
      cell: (one) => t('case-classes.minutes', { value: one.acknowledgeMinutes }),
    },
    { name: 'accept', head: t('case-classes.accept'), width: 100, end: true, cell: (one) => days(one.acceptDays) },
    { name: 'finish', head: t('case-classes.finish'), width: 100, end: true, cell: (one) => days(one.finishDays) },
    {
      name: 'extension',
      head: t('case-classes.extension'),
      width: 100,
      end: true,
      cell: (one) => days(one.extensionDays),
    },
    {
      name: 'target',
      head: t('case-classes.target'),
      width: 100,
      end: true,
      cell: (one) => t('case-classes.working-days', { value: one.targetDays }),
    },
    {
      name: 'approval',
      head: t('case-classes.approval'),
      width: 120,
      cell: (one) => t(one.approval ? 'case-classes.yes' : 'case-classes.no'),
    },
    {
      name: 'skill',
      head: t('case-classes.skill'),
      width: 110,
      cell: (one) => (one.skill ? t(`skill.${one.skill}`) : '–'),
    },
    ...(mayChange ? [{ name: 'change', head: t('ui.edit'), width: 80, cell: button }] : []),
  ]
  return (
    <Section title={title}>
      {phone ? (
        <TwoLines
          label={title}
          rows={of}
          keyOf={(one) => one.id}
          first={nameOf}
          state={(one) => <Day on={one.validFrom} />}
          second={(one) => [t(`case-kind.${one.kind}`), days(one.acceptDays), days(one.finishDays)].join(' · ')}
          actions={button}
        />
      ) : (
        <Table label={title} columns={columns} rows={of} keyOf={(one) => one.id} />
      )}
    </Section>
  )
}
