import type { Survey, SurveyResults, SurveyScore } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useAsk } from '#api/query.ts'
import { About } from '#ui/about.tsx'
import { palette } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { useScoreFigure } from './score-figure.ts'
import { ScoreTrend } from './score-trend.tsx'
import { SurveyScope, useSurveyScope } from './survey-scope.tsx'
import { useBoth } from './survey-words.ts'
import classes from './surveys.module.css'

/** Scores with their intervals, over months and by branch, and each question with how often each answer was given. */
export function SurveyResultsView({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const scope = useSurveyScope()
  const answer = useAsk(surveys.results, { params: { id: survey.id }, query: scope }, { keep: true })
  return (
    <>
      <SurveyScope anonymous={survey.anonymous} />
      <Answered answer={answer} lines={10}>
        {(results) =>
          results.hidden ? (
            <Empty title={t('survey.hidden')}>{t('survey.hidden.text', { count: results.answers })}</Empty>
          ) : results.answers === 0 ? (
            <Empty title={t('survey.no-answers')}>{t('survey.no-answers.text')}</Empty>
          ) : (
            <Results of={results} />
          )
        }
      </Answered>
    </>
  )
}

function Results({ of }: { of: SurveyResults }) {
  const { t } = useWords()
  const format = useFormat()
  const rate = of.asked === 0 ? null : of.answered / of.asked
  return (
    <>
      <dl className={classes.tiles}>
        {of.scores.map((score) => (
          <ScoreTile key={score.kind} of={score} />
        ))}
        <div className={classes.tile}>
          <dt>
            {t('survey.rate')} <About title={t('survey.rate')} text={t('survey.rate.about')} />
          </dt>
          <dd>
            <div className={classes.figure}>{format.percent(rate)}</div>
            <div className={classes.small}>
              {t('survey.rate.of', { answered: format.count(of.answered), asked: format.count(of.asked) })}
            </div>
          </dd>
        </div>
        <div className={classes.tile}>
          <dt>{t('survey.answers')}</dt>
          <dd className={classes.figure}>{format.count(of.answers)}</dd>
        </div>
      </dl>
      {of.months.length > 1 && of.months.some(told) && <ScoreTrend months={of.months} />}
      {of.units.length > 1 && of.scores.length > 0 && <ByUnit of={of} />}
      {of.questions.map((question) => (
        <QuestionBars key={question.code} of={question} />
      ))}
    </>
  )
}

/** A month of which there is a figure. */
const told = ({ scores }: SurveyResults['months'][number]) => scores.some(({ value }) => value !== null)

function ScoreTile({ of }: { of: SurveyScore }) {
  const { t } = useWords()
  const format = useFormat()
  const figure = useScoreFigure()
  const range = figure.range(of)
  return (
    <div className={classes.tile}>
      <dt>
        {t(`score.${of.kind}`)} <About title={t(`score.${of.kind}`)} text={t(`score.${of.kind}.about`)} />
      </dt>
      <dd>
        <div className={classes.figure}>{figure.value(of)}</div>
        <div className={classes.small}>
          {range ? `95 %: ${range} · ` : `${t('survey.fewer')} · `}n = {format.count(of.n)}
        </div>
      </dd>
    </div>
  )
}

function ByUnit({ of }: { of: SurveyResults }) {
  const { t } = useWords()
  const format = useFormat()
  const figure = useScoreFigure()
  type Row = SurveyResults['units'][number]
  const columns: Column<Row>[] = [
    { name: 'unit', head: t('survey.unit'), width: 200, cell: ({ unit }) => unit.name },
    { name: 'n', head: t('survey.answers'), width: 90, end: true, cell: ({ answers }) => format.count(answers) },
    ...of.scores.map(({ kind }): Column<Row> => {
      const scoreOf = ({ scores }: Row) => scores.find((score) => score.kind === kind)!
      return {
        name: kind,
        head: t(`score.${kind}`),
        about: t(`score.${kind}.about`),
        width: 200,
        end: true,
        cell: (row) => (
          <>
            {figure.value(scoreOf(row))} <span className={classes.small}>{figure.range(scoreOf(row))}</span>
          </>
        ),
      }
    }),
  ]
  return (
    <Section title={t('survey.by-unit')}>
      <Table label={t('survey.by-unit')} columns={columns} rows={of.units} keyOf={({ unit }) => unit.id} />
    </Section>
  )
}

/** How often each answer was given: as wide as its part of those who answered the question. */
function QuestionBars({ of }: { of: SurveyResults['questions'][number] }) {
  const { t } = useWords()
  const { textOf } = useBoth()
  const format = useFormat()
  const mean = of.mean === null ? '' : ` · ${t('survey.mean')} ${format.decimal(of.mean)}`
  return (
    <Section title={textOf(of)}>
      <p className={classes.small}>
        {t(`question-kind.${of.kind}`)} · n = {format.count(of.n)}
        {mean}
        {of.kind === 'text' && ` · ${t('survey.texts-below')}`}
      </p>
      {of.counts.length > 0 && (
        <dl className={`${classes.bars} ${classes.narrow}`}>
          {of.counts.map((count) => {
            const share = of.n === 0 ? null : count.n / of.n
            return (
              <div key={count.key} style={{ display: 'contents' }}>
                <dt>{textOf(count)}</dt>
                <dd aria-hidden style={{ margin: 0 }}>
                  <div className={classes.bar} style={{ width: `${(share ?? 0) * 100}%`, background: palette[0] }} />
                </dd>
                <dd className="figures" style={{ margin: 0 }}>
                  {format.count(count.n)} · {format.percent(share)}
                </dd>
              </div>
            )
          })}
        </dl>
      )}
    </Section>
  )
}
