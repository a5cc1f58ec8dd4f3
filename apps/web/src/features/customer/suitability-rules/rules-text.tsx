import type { SuitabilityDefinition } from '@rapport/contract/customer/suitability-rules'
import { Facts, Section } from '#ui/page.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords, wordsFor } from '#words/words.ts'

type Test = SuitabilityDefinition['tests'][number]

/** What a version says, in words: what each class may buy, and each test in the order in which they are tried. */
export function RulesText({ of: { classes, tests } }: { of: SuitabilityDefinition }) {
  const { t } = useWords()
  return (
    <>
      <Section title={t('rules.classes')}>
        <ul>
          {classes.map(({ code, highestGrade, hardStop }) => (
            <li key={code}>
              {wordsFor(`risk.${code}`) ?? code}: {highestGrade > 1 ? `R1–R${highestGrade}` : 'R1'}{' '}
              {hardStop && <Tag tone="danger">{t('rules.hard-stop')}</Tag>}
            </li>
          ))}
        </ul>
      </Section>
      {tests.map((test, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a test is its place in the order
        <OneTest key={at} of={test} at={at} />
      ))}
    </>
  )
}

function OneTest({ of, at }: { of: Test; at: number }) {
  const { t } = useWords()
  const steps = (of: Test['steps']['match']) =>
    of
      .map(({ code, hours, seconds }) => {
        const least = hours
          ? t('suitability.hours', { count: hours })
          : seconds && t('suitability.seconds', { count: seconds })
        return t(`suitability.step.${code}`) + (least ? ` (${least})` : '')
      })
      .join(' → ') || t('rules.no-step')
  const { match, mismatch, fromGrade } = of.steps
  return (
    <Section title={`${at + 1}. ${t(`suitability.test.${of.code}`)}`}>
      <Facts
        of={[
          [t('suitability.investor'), of.investors.map((one) => t(`suitability.investor.${one}`)).join(', ')],
          [t('suitability.initiative'), of.initiatives.map((one) => t(`suitability.initiative.${one}`)).join(', ')],
          [
            t('suitability.complex'),
            of.complex === null ? t('rules.either') : t(of.complex ? 'suitability.yes' : 'suitability.no'),
          ],
          [t('rules.assessed'), t(of.assessed ? 'suitability.yes' : 'suitability.no')],
          [
            t('rules.dimensions'),
            of.dimensions.map((one) => t(`suitability.dimension.${one}`)).join(', ') || t('suitability.no-kind'),
          ],
          [t('suitability.licences'), of.licence && (wordsFor(`licence.${of.licence}`) ?? of.licence)],
          [t('rules.match'), steps(match)],
          [t('rules.mismatch'), of.onMismatch === 'block' ? t('suitability.outcome.blocked') : steps(mismatch)],
          ...fromGrade.map(({ grade, steps: more }): [string, string] => [
            t('rules.from-grade', { grade }),
            steps(more),
          ]),
        ]}
      />
    </Section>
  )
}
