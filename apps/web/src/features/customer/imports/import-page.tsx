import { Button, Progress } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { type Import, imports } from '@rapport/contract/customer/imports'
import { Link, useParams } from 'react-router'
import { wire } from '#api/call.ts'
import { useAsk } from '#api/query.ts'
import { reasonWords } from '#features/file-mapping/reasons.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import { fieldName } from './field-words.ts'
import { fractionOf, ImportState, isUnderWay } from './import-state.tsx'
import classes from './imports.module.css'
import { timeLeftText, useSecondsLeft } from './time-left.ts'

/** One import: how far it is, and what became of the rows. It goes on when one leaves, and is found again here. */
export function ImportPage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const answer = useAsk(
    imports.open,
    { params: { id } },
    { again: (reply) => (reply && isUnderWay(reply) ? 1000 : false) },
  )
  const title = answer.data?.fileName ?? t('import.one')
  return (
    <Page title={title} crumbs={[{ label: t('frame.imports'), to: '/imports' }]}>
      <Answered answer={answer}>
        {(one) => (
          <div className={classes.result}>
            {isUnderWay(one) ? <UnderWay of={one} /> : one.state === 'failed' && <ImportFailure of={one} />}
            <Counts of={one} />
            {!isUnderWay(one) && <Refused of={one} />}
            <About of={one} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function UnderWay({ of }: { of: Import }) {
  const { t } = useWords()
  const format = useFormat()
  const left = useSecondsLeft(of)
  const percent = Math.floor(100 * fractionOf(of))
  const text =
    of.state === 'waiting'
      ? t('import.waiting.text')
      : `${t('import.progress', { percent: format.count(percent), rows: format.count(of.rows) })} · ${timeLeftText(t, left)}`
  return (
    <div>
      <Progress value={percent} aria-label={t('import.progress.label')} transitionDuration={150} />
      <p className={classes.progress}>
        <span className="figures">{text}</span>
        <span className={classes.hint}>{t('import.goes-on')}</span>
      </p>
    </div>
  )
}

function ImportFailure({ of: { failure } }: { of: Import }) {
  const { t } = useWords()
  return (
    <div role="alert" className={classes.problem}>
      <strong>{t('import.failed')}</strong> {fieldText(failure ?? undefined)} {t('import.failed.text')}
    </div>
  )
}

const COUNTS = ['created', 'updated', 'unchanged', 'refused'] as const

function Counts({ of }: { of: Import }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <dl className={classes.counts}>
      {COUNTS.map((name) => (
        <div key={name} data-refused={(name === 'refused' && of.refused > 0) || undefined}>
          <dt>{t(`import.${name}`)}</dt>
          <dd className="figures">{format.count(of[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

function Refused({ of }: { of: Import }) {
  const { t } = useWords()
  const format = useFormat()
  if (of.refused === 0) return of.state === 'done' ? <p className={classes.hint}>{t('import.none-refused')}</p> : null
  return (
    <Section
      title={t('import.reasons')}
      actions={
        <div className={classes.actions}>
          <Button
            component="a"
            download
            href={wire.base + addressOf(imports.refusedRows, { params: { id: of.id } })}
            variant="default"
          >
            {t('import.download-refused')}
          </Button>
          <Button component={Link} to={`/imports/new?kind=${of.kind}&mode=${of.mode}`}>
            {t('import.corrected')}
          </Button>
        </div>
      }
    >
      <p className={classes.hint}>{t('import.reasons.text')}</p>
      <Table
        label={t('import.reasons')}
        rows={of.reasons}
        keyOf={({ field, code }) => `${field} ${code}`}
        columns={[
          {
            name: 'field',
            head: t('import.mapping.field'),
            width: 160,
            cell: ({ field }) => (field ? fieldName(field) : t('import.whole-row')),
          },
          { name: 'reason', head: t('import.reason'), width: 320, cell: ({ code }) => reasonWords(code) },
          {
            name: 'count',
            head: t('import.rows'),
            width: 100,
            end: true,
            cell: ({ count }) => <span className="figures">{format.count(count)}</span>,
          },
        ]}
      />
    </Section>
  )
}

function About({ of }: { of: Import }) {
  const { t } = useWords()
  const format = useFormat()
  const made = Object.entries(of.made).filter(([, count]) => count > 0)
  const madeFact: [string, string] = [
    t('import.made'),
    made.map(([what, count]) => `${wordsFor(`import.kind.${what}`) ?? what} ${format.count(count)}`).join(' · '),
  ]
  return (
    <Section title={t('import.about')}>
      <Facts
        of={[
          [t('import.state'), <ImportState key="state" of={of} />],
          [t('import.kind'), t(`import.kind.${of.kind}`)],
          [t('import.mode'), t(`import.mode.${of.mode}`)],
          [t('import.rows'), format.count(of.rows)],
          ...(made.length === 0 ? [] : [madeFact]),
          [t('import.started-by'), of.startedBy],
          [t('import.started-at'), <Instant key="start" at={of.startedAt ?? of.createdAt} />],
          [t('import.finished-at'), <Instant key="end" at={of.finishedAt} />],
        ]}
      />
    </Section>
  )
}
