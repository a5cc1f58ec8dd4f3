import { Button } from '@mantine/core'
import { type SuitabilityCheck, suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Copy } from '#ui/copy.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { problemText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import { changedChecks } from './refresh.ts'
import classes from './suitability-checks.module.css'

/** By what a check was made, its proof, and each time that it was done again. */
export function CheckProof({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { rules, inputs } = of
  return (
    <Section title={t('suitability.proof')}>
      <Facts
        of={[
          [t('suitability.rules'), `${nameOf(rules)} · ${t('suitability.rules.number', { number: rules.number })}`],
          [t('suitability.test'), of.test && t(`suitability.test.${of.test}`)],
          [t('suitability.investor'), t(`suitability.investor.${inputs.client.investor}`)],
          [t('suitability.class-valid-to'), <Day key="valid" on={inputs.client.classValidTo} />],
          [t('suitability.on-offer'), t(inputs.product.admitted ? 'suitability.yes' : 'suitability.no')],
          [t('suitability.complex'), t(inputs.product.complex ? 'suitability.yes' : 'suitability.no')],
          [t('suitability.licences'), inputs.licences.map((kind) => wordsFor(`licence.${kind}`) ?? kind).join(', ')],
          [t('suitability.retained-until'), <Day key="until" on={of.retainedUntil} />],
          [
            'SHA-256',
            <span key="sha" className={classes.proof}>
              {of.sha256} <Copy value={of.sha256} />
            </span>,
          ],
        ]}
      />
      <details>
        <summary>{t('suitability.proof.text')}</summary>
        <p className={classes.proof}>{of.proof}</p>
      </details>
      <Replays of={of} />
    </Section>
  )
}

function Replays({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  const replay = useSend(suitabilityChecks.replay, { refresh: changedChecks })
  return (
    <>
      <h3>{t('suitability.replays')}</h3>
      <p className={classes.quiet}>{t('suitability.replays.text')}</p>
      <Allowed to={suitabilityChecks.replay}>
        <div>
          <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate({ params: { id: of.id } })}>
            {t('suitability.replay')}
          </Button>
        </div>
      </Allowed>
      {replay.error && (
        <p role="alert" className={classes.problem}>
          {problemText(replay.error).title} {problemText(replay.error).advice}
        </p>
      )}
      <ol className={classes.list} aria-label={t('suitability.replays')}>
        {of.replays.map(({ id, at, by, same, differences }) => (
          <li key={id}>
            <Instant at={at} /> {by?.name}{' '}
            <Tag tone={same ? 'blue' : 'danger'}>{t(same ? 'suitability.same' : 'suitability.differs')}</Tag>
            {differences.map((one) => (
              <p key={one.at} className={classes.proof}>
                {one.at}: {one.kept ?? '–'} → {one.now ?? '–'}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </>
  )
}
