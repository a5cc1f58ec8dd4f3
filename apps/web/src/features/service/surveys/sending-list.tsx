import type { Survey, SurveySending } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useAsk } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import classes from './surveys.module.css'

/** To which segments it was sent, who was left out, and how many have answered. */
export function SendingList({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const answer = useAsk(surveys.sendings, { params: { id: survey.id } })
  const out = ({ excluded: { stopped, asked, closed } }: SurveySending) =>
    t('survey.excluded', { stopped: format.count(stopped), asked: format.count(asked), closed: format.count(closed) })
  const rate = (one: SurveySending) => `${format.count(one.answered)} / ${format.count(one.sent)}`
  const columns: Column<SurveySending>[] = [
    { name: 'segment', head: t('survey.segment'), width: 160, cell: ({ segment }) => segment ?? '–' },
    { name: 'at', head: t('survey.sent-at'), width: 140, cell: ({ askedAt }) => <Instant at={askedAt} /> },
    { name: 'by', head: t('survey.sent-by'), width: 110, cell: ({ askedBy }) => askedBy },
    {
      name: 'drawn',
      head: t('survey.drawn'),
      width: 120,
      end: true,
      cell: (one) => `${format.count(one.drawn)} / ${format.count(one.population)}`,
    },
    { name: 'out', head: t('survey.left-out'), width: 260, cell: out },
    { name: 'rate', head: t('survey.answered'), width: 110, end: true, cell: rate },
    { name: 'seed', head: t('survey.seed'), width: 110, cell: ({ seed }) => seed },
  ]
  return (
    <Section title={t('survey.sendings')}>
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('survey.sendings.none')}</p>
          ) : phone ? (
            <TwoLines
              label={t('survey.sendings')}
              rows={items}
              keyOf={({ id }) => id}
              first={({ segment }) => segment ?? '–'}
              state={rate}
              second={(one) => <Instant at={one.askedAt} />}
            />
          ) : (
            <Table label={t('survey.sendings')} columns={columns} rows={items} keyOf={({ id }) => id} />
          )
        }
      </Answered>
    </Section>
  )
}
