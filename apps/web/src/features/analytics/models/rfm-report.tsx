import type { ReportOf } from '@rapport/contract/analytics/model-reports'
import { About } from '#ui/about.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import classes from './models.module.css'

const SCORES = [5, 4, 3, 2, 1]

/** How many customers have each recency and frequency, darker where there are more; the mean monetary score below. */
export function RfmReport({ report }: { report: ReportOf<'rfm'> }) {
  const { t } = useWords()
  const format = useFormat()
  const most = Math.max(1, ...report.cells.map(({ customers }) => customers))
  const cellOf = (recency: number, frequency: number) =>
    report.cells.find((cell) => cell.recency === recency && cell.frequency === frequency)
  return (
    <Section title={t('model.rfm.map')} actions={<About title={t('model.rfm.map')} text={t('model.rfm.about')} />}>
      <table className={classes.heat} aria-label={t('model.rfm.map')}>
        <thead>
          <tr>
            <td />
            {SCORES.toReversed().map((frequency) => (
              <th key={frequency} scope="col">
                {t('model.rfm.frequency', { score: frequency })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SCORES.map((recency) => (
            <tr key={recency}>
              <th scope="row">{t('model.rfm.recency', { score: recency })}</th>
              {SCORES.toReversed().map((frequency) => {
                const cell = cellOf(recency, frequency)
                const share = cell ? Math.round(12 + 48 * (cell.customers / most)) : 0
                return (
                  <td
                    key={frequency}
                    style={{ background: `color-mix(in srgb, #4c6fd0 ${share}%, transparent)` }}
                    title={
                      cell &&
                      t('model.rfm.cell', {
                        customers: format.count(cell.customers),
                        monetary: format.decimal(cell.monetary, 1),
                      })
                    }
                  >
                    {cell ? (
                      <>
                        {format.count(cell.customers)}
                        <br />M {format.decimal(cell.monetary, 1)}
                      </>
                    ) : (
                      '–'
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
