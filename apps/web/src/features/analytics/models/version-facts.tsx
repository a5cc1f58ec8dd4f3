import type { ModelVersion } from '@rapport/contract/analytics/models'
import { About } from '#ui/about.tsx'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'

/** On what a version was learnt and tried, for whom it speaks, and how far they have moved since. */
export function VersionFacts({ version }: { version: ModelVersion }) {
  const { t } = useWords()
  const format = useFormat()
  const { period, stateOf, failure } = useModelWords()
  const { drift } = version
  return (
    <Section
      title={t('model.version', { number: version.number })}
      actions={version.inUse ? <Tag tone="blue">{t('model.in-use')}</Tag> : null}
    >
      <Facts
        of={[
          [t('model.state'), version.failure ? failure(version.failure) : stateOf(version)],
          [t('model.trained'), period(version.trained)],
          [t('model.validated'), period(version.validated)],
          [t('model.scored-on'), format.day(version.scoredOn)],
          [t('model.customers'), format.count(version.customers)],
          [
            t('model.drift'),
            drift !== null && (
              <>
                <span className="figures">{format.decimal(drift, 4)}</span>{' '}
                <About title={t('model.drift')} text={t('model.drift.about')} />
              </>
            ),
          ],
          [t('model.asked-by'), version.askedBy && `${version.askedBy.name} · ${format.instant(version.askedAt)}`],
        ]}
      />
    </Section>
  )
}
