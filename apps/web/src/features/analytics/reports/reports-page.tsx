import { Button } from '@mantine/core'
import { type ReportSubject, reportSubjectFacts } from '@rapport/contract/analytics/report-subjects'
import { type ReportInRow, reports } from '@rapport/contract/analytics/reports'
import { standardReportNames, standardReports } from '@rapport/contract/analytics/standard-reports'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import classes from './reports.module.css'

/** Reports of one's own, those that others share, and those that everybody has from the start. */
export function ReportsPage() {
  const { t } = useWords()
  const { id } = useViewer()
  const allowed = useMay(reports.list)
  const answer = useAsk(reports.list, {}, { enabled: allowed })
  const create = (
    <Button component={Link} to="/reports/new" leftSection={<IconPlus size={16} />}>
      {t('reports.new')}
    </Button>
  )
  return (
    <Page title={t('reports.title')} about={t('reports.about')} actions={allowed && create}>
      {allowed ? (
        <Answered answer={answer} lines={6}>
          {({ items }) => (
            <>
              <Section title={t('reports.own')}>
                <Own items={items.filter(({ owner }) => owner.id === id)} />
              </Section>
              {items.some(({ owner }) => owner.id !== id) && (
                <Section title={t('reports.shared')}>
                  <List label={t('reports.shared')} items={items.filter(({ owner }) => owner.id !== id)} by />
                </Section>
              )}
              <Section title={t('reports.standard')}>
                <Standard />
              </Section>
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Own({ items }: { items: ReportInRow[] }) {
  const { t } = useWords()
  if (items.length > 0) return <List label={t('reports.own')} items={items} />
  return (
    <Empty
      title={t('reports.none')}
      action={
        <Button component={Link} to="/reports/new" variant="default">
          {t('reports.new')}
        </Button>
      }
    >
      {t('reports.none.text')}
    </Empty>
  )
}

/** `by`: whose they are is told too. */
function List({ label, items, by }: { label: string; items: ReportInRow[]; by?: boolean }) {
  const { t } = useWords()
  const phone = usePhone()
  const link = ({ id, name }: ReportInRow) => <Link to={`/reports/${id}`}>{name}</Link>
  const subject = (report: ReportInRow) => t(`report-subject.${report.subject as ReportSubject}`)
  const keyOf = ({ id }: ReportInRow) => id
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={items}
        keyOf={keyOf}
        first={link}
        second={(report) => (
          <>
            {subject(report)} · {by ? report.owner.name : t(`segment.shared.${report.shared}`)} ·{' '}
            <Instant at={report.updatedAt} />
          </>
        )}
      />
    )
  return (
    <Table<ReportInRow>
      label={label}
      rows={items}
      keyOf={keyOf}
      columns={[
        { name: 'name', head: t('reports.name'), width: 260, cell: link },
        { name: 'subject', head: t('reports.subject'), width: 160, cell: subject },
        ...(by
          ? [
              {
                name: 'by',
                head: t('reports.by'),
                width: 200,
                cell: ({ owner, unit }: ReportInRow) => `${owner.name} · ${unit.name}`,
              },
            ]
          : [
              {
                name: 'with',
                head: t('reports.with'),
                width: 160,
                cell: ({ shared }: ReportInRow) => t(`segment.shared.${shared}`),
              },
            ]),
        {
          name: 'changed',
          head: t('reports.changed'),
          width: 150,
          cell: ({ updatedAt }) => <Instant at={updatedAt} />,
        },
      ]}
    />
  )
}

function Standard() {
  const { t } = useWords()
  const { permissions } = useViewer()
  const may = standardReportNames.filter((name) =>
    permissions.includes(reportSubjectFacts[standardReports[name].subject].permission),
  )
  return (
    <ul className={classes.standard}>
      {may.map((name) => (
        <li key={name}>
          <Link to={`/reports/new?standard=${name}`}>{t(`standard-report.${name}`)}</Link>
          <p>{t(`standard-report.${name}.text`)}</p>
        </li>
      ))}
    </ul>
  )
}
