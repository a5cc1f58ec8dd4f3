import { Button } from '@mantine/core'
import { type CollectionItem, collectionItems } from '@rapport/contract/administration/collection-items'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** Pauses an item, or lets it be collected again. */
export function ItemActions({ item }: { item: CollectionItem }) {
  const { t } = useWords()
  const send = useSend(collectionItems.change, { refresh: [collectionItems.list, collectionItems.open] })
  const pause = async () => {
    try {
      await send.mutateAsync({ params: { id: item.id }, body: { active: !item.active }, version: item.version })
      void notify(t(item.active ? 'source.paused.done' : 'source.resumed.done', { name: item.name }))
    } catch (refused) {
      void notify(problemText(refused).title)
    }
  }
  return (
    <>
      {!item.active && <Tag tone="amber">{t('source.paused')}</Tag>}
      <Allowed to={collectionItems.change}>
        <Button variant="default" loading={send.isPending} onClick={() => void pause()}>
          {t(item.active ? 'source.pause' : 'source.resume')}
        </Button>
      </Allowed>
    </>
  )
}
