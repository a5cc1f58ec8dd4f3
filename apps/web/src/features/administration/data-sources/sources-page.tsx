import { Button } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import { useAddress } from '#ui/address.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { HandIn } from './hand-in.tsx'
import { SourceContentsDialog } from './source-contents.tsx'
import { EditSource, NewSource } from './source-form.tsx'
import { SourceSection } from './source-section.tsx'

/** Where the firm's data come from, and every file and table that is collected there: the catalogue of interfaces. */
export function SourcesPage() {
  const { t } = useWords()
  const { change } = useAddress()
  const may = useMay(dataSources.list)
  return (
    <DataCentrePage
      title={t('data-centre.sources')}
      actions={
        <Allowed to={dataSources.create}>
          <Button onClick={() => change({ add: 'source' })}>{t('source.add')}</Button>
        </Allowed>
      }
    >
      {may && <Sources />}
    </DataCentrePage>
  )
}

function Sources() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const sources = useAsk(dataSources.list)
  const items = useAsk(collectionItems.list)
  const add = (
    <Allowed to={dataSources.create}>
      <Button variant="default" onClick={() => change({ add: 'source' })}>
        {t('source.add')}
      </Button>
    </Allowed>
  )
  return (
    <Answered answer={sources} lines={10}>
      {(all) => {
        const named = (name: string) => all.items.find(({ id }) => id === get(name))
        const edited = named('edit')
        const looked = named('look')
        const handed = items.data?.items.find(({ id }) => id === get('hand-in'))
        return (
          <>
            {all.items.length === 0 && (
              <Empty title={t('source.none')} action={add}>
                {t('source.none.text')}
              </Empty>
            )}
            {all.items.map((source) => (
              <SourceSection key={source.id} source={source} items={items} />
            ))}
            {get('add') === 'source' && (
              <Allowed to={dataSources.create}>
                <NewSource onClose={() => change({ add: null }, { replace: true })} />
              </Allowed>
            )}
            {edited && (
              <Allowed to={dataSources.change}>
                <EditSource source={edited} onClose={() => change({ edit: null }, { replace: true })} />
              </Allowed>
            )}
            {looked && (
              <Allowed to={dataSources.contents}>
                <SourceContentsDialog source={looked} onClose={() => change({ look: null }, { replace: true })} />
              </Allowed>
            )}
            {handed && <HandIn item={handed} onClose={() => change({ 'hand-in': null }, { replace: true })} />}
          </>
        )
      }}
    </Answered>
  )
}
