import { Button } from '@mantine/core'
import { type CollectionItem, collectionItems } from '@rapport/contract/administration/collection-items'
import { type DataSource, dataSources } from '@rapport/contract/administration/data-sources'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { ItemRows } from './item-rows.tsx'
import classes from './sources.module.css'

interface Props {
  source: DataSource
  /** Of `useAsk` on all items. */
  items: { data: { items: CollectionItem[] } | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
}

/** Where it is, in one line. */
function placeOf({ settings }: Pick<DataSource, 'settings'>): string {
  switch (settings.kind) {
    case 'folder':
      return settings.folder
    case 'https':
      return settings.url
    case 'postgres':
      return `${settings.host}:${settings.port}/${settings.database}`
    case 'upload':
      return ''
  }
}

/** One source with the items under it, and what can be done with it. */
export function SourceSection({ source, items }: Props) {
  const { t } = useWords()
  const { change } = useAddress()
  const send = useSend(dataSources.change, { refresh: [dataSources.list] })
  const place = placeOf(source)
  const people = [source.owner?.name, source.contact].filter(Boolean).join(' · ')
  const pause = async () => {
    try {
      await send.mutateAsync({ params: { id: source.id }, body: { active: !source.active }, version: source.version })
      void notify(t(source.active ? 'source.paused.done' : 'source.resumed.done', { name: source.name }))
    } catch (refused) {
      void notify(problemText(refused).title)
    }
  }
  return (
    <section className={classes.source} aria-label={source.name}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h2>
            {source.name} <span className={classes.code}>{source.code}</span>
          </h2>
          <p className={classes.about}>
            <span>{t(`source.kind.${source.settings.kind}`)}</span>
            {place && <span className={classes.place}>{place}</span>}
            {people && <span>{people}</span>}
            <span>
              {t('source.last-arrival')} <Instant at={source.lastArrivalAt} />
            </span>
            {!source.active && <Tag tone="amber">{t('source.paused')}</Tag>}
          </p>
        </div>
        <div className={classes.actions}>
          <Allowed to={dataSources.contents}>
            {source.settings.kind !== 'upload' && (
              <Button variant="subtle" color="gray" onClick={() => change({ look: source.id })}>
                {t('source.look')}
              </Button>
            )}
          </Allowed>
          <Allowed to={dataSources.change}>
            <Button variant="subtle" color="gray" onClick={() => change({ edit: source.id })}>
              {t('ui.edit')}
            </Button>
            <Button variant="subtle" color="gray" loading={send.isPending} onClick={() => void pause()}>
              {t(source.active ? 'source.pause' : 'source.resume')}
            </Button>
          </Allowed>
          <Allowed to={collectionItems.create}>
            <Button variant="default" component={Link} to={`/data-centre/items/new?source=${source.id}`}>
              {t('item.add')}
            </Button>
          </Allowed>
        </div>
      </header>
      <Answered answer={items} lines={2}>
        {(all) => {
          const own = all.items.filter((item) => item.source.id === source.id)
          return own.length === 0 ? (
            <p className={classes.none}>{t('item.none')}</p>
          ) : (
            <ItemRows items={own} label={t('item.of', { source: source.name })} />
          )
        }}
      </Answered>
    </section>
  )
}
