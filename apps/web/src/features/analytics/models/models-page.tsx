import { type Model, models } from '@rapport/contract/analytics/models'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Facts, Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { FitButton, isUnderWay } from './fit-button.tsx'
import { useModelWords } from './model-words.ts'
import classes from './models.module.css'

/** Asked again while a fit is under way, milliseconds. */
export const AGAIN = 1_500

/** The kinds of models, each with the version in use and how far the one asked for has come. */
export function ModelsPage() {
  const { t } = useWords()
  const allowed = useMay(models.list)
  const answer = useAsk(
    models.list,
    {},
    {
      enabled: allowed,
      again: (reply) => (reply?.items.some(({ latest }) => isUnderWay(latest)) ? AGAIN : false),
    },
  )
  return (
    <Page title={t('model.title')} about={t('model.about')}>
      {allowed ? (
        <Answered answer={answer} lines={10}>
          {({ items }) => (
            <div className={classes.cards}>
              {items.map((model) => (
                <Card key={model.kind} model={model} />
              ))}
            </div>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Card({ model: { kind, inUse, latest } }: { model: Model }) {
  const { t } = useWords()
  const format = useFormat()
  const { failure } = useModelWords()
  return (
    <section className={classes.card} aria-label={t(`model.kind.${kind}`)}>
      <div className={classes.cardHead}>
        <h2>
          <Link to={`/models/${kind}`}>{t(`model.kind.${kind}`)}</Link>
        </h2>
        <FitButton kind={kind} latest={latest} />
      </div>
      <p>{t(`model.about.${kind}`)}</p>
      {latest?.state === 'failed' && <Tag tone="amber">{failure(latest.failure ?? 'broke')}</Tag>}
      {inUse ? (
        <Facts
          of={[
            [t('model.in-use'), t('model.version', { number: inUse.number })],
            [t('model.scored-on'), format.day(inUse.scoredOn)],
            [t('model.customers'), format.count(inUse.customers)],
          ]}
        />
      ) : (
        <p>{t('model.versions.none')}</p>
      )}
    </section>
  )
}
