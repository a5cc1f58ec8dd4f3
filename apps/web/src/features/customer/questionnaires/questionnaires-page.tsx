import { type QuestionnaireRow, questionnaires } from '@rapport/contract/customer/questionnaires'
import { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { ReviewList } from '#features/customer/risk-assessments/review-list.tsx'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { Views } from '#ui/views.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { DraftFromFile } from './draft-from-file.tsx'
import { QuestionnaireMark } from './questionnaire-mark.tsx'

const views = ['versions', 'reviews', 'draft'] as const

/** The questionnaires by which customers are assessed, what waits for a review, and the way to a new version. */
export function QuestionnairesPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const reads = useMay(questionnaires.list)
  const may = { versions: true, reviews: useMay(riskAssessments.waiting), draft: useMay(questionnaires.draft) }
  const offered = views.filter((view) => may[view])
  const shown = offered.find((view) => view === get('view')) ?? 'versions'
  return (
    <Page title={t('questionnaires.title')} about={t('questionnaires.about')}>
      {reads ? (
        <>
          <Views
            label={t('questionnaires.views')}
            views={offered.map((name) => ({ name, label: t(`questionnaires.view.${name}`) }))}
            shown={shown}
          />
          {shown === 'versions' && <Versions />}
          {shown === 'reviews' && <ReviewList />}
          {shown === 'draft' && <DraftFromFile />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Versions() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const phone = usePhone()
  const answer = useAsk(questionnaires.list, {})
  const link = (one: QuestionnaireRow) => <Link to={`/questionnaires/${one.id}`}>{nameOf(one)}</Link>
  const columns: Column<QuestionnaireRow>[] = [
    { name: 'name', head: t('questionnaires.name'), width: 240, cell: link },
    { name: 'number', head: t('questionnaires.version'), width: 80, end: true, cell: ({ number }) => number },
    { name: 'kind', head: t('questionnaires.kind'), width: 120, cell: ({ kind }) => t(`kind.${kind}`) },
    { name: 'state', head: t('questionnaires.state'), width: 120, cell: (one) => <QuestionnaireMark of={one} /> },
    {
      ...{ name: 'from', head: t('questionnaires.from'), width: 120 },
      cell: ({ effectiveFrom, madeBy }) => (madeBy ? <Day on={effectiveFrom} /> : t('questionnaires.brought')),
    },
    { name: 'questions', head: t('questionnaires.questions'), width: 100, end: true, cell: (one) => one.questions },
    { name: 'used', head: t('questionnaires.used'), width: 120, end: true, cell: (one) => one.assessments },
  ]
  return (
    <Answered answer={answer} lines={4}>
      {({ items }) =>
        phone ? (
          <TwoLines
            label={t('questionnaires.title')}
            rows={items}
            keyOf={({ id }) => id}
            first={link}
            state={(one) => <QuestionnaireMark of={one} />}
            second={(one) =>
              [
                t('assessment.version', { number: one.number }),
                t(`kind.${one.kind}`),
                t('questionnaires.count', { count: one.questions }),
              ].join(' · ')
            }
          />
        ) : (
          <Table label={t('questionnaires.title')} columns={columns} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Answered>
  )
}
