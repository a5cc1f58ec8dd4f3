import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './analysis.module.css'
import { Figure, FigureList } from './figure-list.tsx'
import { Percent } from './ratio.tsx'
import { SharesTable } from './shares-table.tsx'

/** What is held by grade of risk beside what the customer may hold (ANA-04). */
export function ToleranceSection({ of: { tolerance, currency } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const { riskLevel, validTo, expired, highestGrade, grades, above, securities } = tolerance
  const nameOf = ({ grade }: (typeof grades)[number]) =>
    grade === null ? t('analysis.tolerance.ungraded') : `R${grade}`
  return (
    <Section title={t('analysis.tolerance')}>
      <p className={classes.level}>
        {t('analysis.tolerance.level')}: <strong>{riskLevel ?? t('analysis.tolerance.none')}</strong>{' '}
        {expired && validTo && <Tag tone="amber">{t('analysis.tolerance.expired', { day: validTo })}</Tag>}{' '}
        {highestGrade !== null && t('analysis.tolerance.may', { grade: highestGrade })}
      </p>
      {grades.length === 0 ? (
        <Empty title={t('analysis.tolerance.nothing')} />
      ) : (
        <div className={classes.side}>
          <div>
            <FigureList>
              <Figure of="above-tolerance">
                <Percent value={above?.share ?? null} />
              </Figure>
              <Figure of="above-tolerance" label={t('analysis.tolerance.securities')}>
                <Money value={above?.value} currency={currency} compact />
              </Figure>
            </FigureList>
            <SharesTable
              label={t('analysis.tolerance.grade')}
              rows={grades}
              nameOf={nameOf}
              shares={[
                {
                  name: 'share',
                  head: t('indicator.share-of-held'),
                  about: t('indicator.share-of-held.about'),
                  share: ({ share }) => share,
                },
              ]}
              more={[
                {
                  name: 'value',
                  head: t('analysis.security.value'),
                  width: 120,
                  end: true,
                  cell: ({ value, above: over }) => (
                    <>
                      {over && <Tag tone="amber">{t('indicator.above-tolerance')}</Tag>} <Money value={value} />
                    </>
                  ),
                },
              ]}
            />
          </div>
          {securities.length > 0 && (
            <Table
              label={t('analysis.tolerance.securities')}
              rows={securities}
              keyOf={({ securityId }) => securityId}
              columns={[
                {
                  name: 'security',
                  head: t('analysis.tolerance.securities'),
                  width: 180,
                  cell: ({ code, name }) => (
                    <>
                      <span className="figures">{code}</span> {name}
                    </>
                  ),
                },
                { name: 'grade', head: t('analysis.tolerance.grade'), width: 80, cell: ({ grade }) => `R${grade}` },
                {
                  name: 'value',
                  head: t('analysis.security.value'),
                  width: 120,
                  end: true,
                  cell: ({ value }) => <Money value={value} />,
                },
              ]}
            />
          )}
        </div>
      )}
    </Section>
  )
}
