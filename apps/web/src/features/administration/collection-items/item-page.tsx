import { type CollectionItem, collectionItems } from '@rapport/contract/administration/collection-items'
import { type DataSource, dataSources } from '@rapport/contract/administration/data-sources'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import { useAddress } from '#ui/address.ts'
import { changedIn } from '#ui/changed.ts'
import { Form } from '#ui/form.tsx'
import { SAVED } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered, NotAllowed, NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ItemActions } from './item-actions.tsx'
import { ItemFields } from './item-fields.tsx'

const SOURCES = '/data-centre/sources'

/** A file or table of a source: how it is written, what it means, where it goes. `new` describes one of the source in the address. */
export function ItemPage() {
  const { id = '' } = useParams()
  return id === 'new' ? <NewItemPage /> : <OpenItemPage key={id} id={id} />
}

function NewItemPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const may = useMay(dataSources.list)
  const mayAdd = useMay(collectionItems.create)
  const answer = useAsk(dataSources.list, {}, { enabled: may })
  const source = answer.data?.items.find((one) => one.id === get('source'))
  return (
    <DataCentrePage title={t('item.add')} crumbs={[{ label: source?.name ?? t('data-centre.sources'), to: SOURCES }]}>
      <Answered answer={answer} lines={12}>
        {() => (source ? mayAdd ? <NewItem source={source} /> : <NotAllowed /> : <NotFound />)}
      </Answered>
    </DataCentrePage>
  )
}

function OpenItemPage({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay(collectionItems.open)
  const answer = useAsk(collectionItems.open, { params: { id } }, { enabled: may })
  const item = answer.data
  return (
    <DataCentrePage
      title={item?.name ?? t('item.one')}
      crumbs={[{ label: item?.source.name ?? t('data-centre.sources'), to: SOURCES }]}
      actions={item && <ItemActions item={item} />}
    >
      <Answered answer={answer} lines={12}>
        {(one) => <ChangeItem item={one} />}
      </Answered>
    </DataCentrePage>
  )
}

function NewItem({ source }: { source: DataSource }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(collectionItems.create, { refresh: [collectionItems.list, dataSources.list] })
  return (
    <Form
      of={collectionItems.create.body}
      from={{
        sourceId: source.id,
        code: '',
        name: '',
        target: 'trades',
        place: '',
        layout: { format: 'csv' },
        mapping: { target: 'trades', fields: {} },
        keyFields: [],
        sideFile: null,
        lateDays: 3,
        unknown: { customers: 'hold', unitId: null, accounts: 'hold', securities: 'make' },
        schedule: null,
        ownerId: null,
        contact: source.contact,
      }}
      send={t('item.add')}
      onCancel={() => void navigate(SOURCES)}
      onSend={async (body) => {
        const made = await send.mutateAsync({ body })
        void notify(t('item.added', { name: made.name }))
        await navigate(SOURCES, { state: SAVED })
      }}
    >
      <ItemFields source={{ id: source.id, kind: source.settings.kind }} owner={source.owner} />
    </Form>
  )
}

function ChangeItem({ item }: { item: CollectionItem }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(collectionItems.change, { refresh: [collectionItems.list, collectionItems.open] })
  // What the form began with; the stored item may move on under it.
  const [base] = useState(item)
  const { code, name, place, layout, mapping, keyFields, sideFile, lateDays, unknown, schedule, contact } = base
  const fields = { code, name, place, layout, mapping, keyFields, sideFile, lateDays, unknown, schedule, contact }
  const begun = { ...fields, ownerId: base.owner?.id ?? null }
  return (
    <Form
      of={collectionItems.change.body}
      from={begun}
      send={t('ui.save')}
      onCancel={() => void navigate(SOURCES)}
      onSend={async (body) => {
        const changes = changedIn(begun, body)
        if (Object.keys(changes).length > 0)
          await send.mutateAsync({ params: { id: item.id }, body: changes, version: item.version })
        void notify(t('ui.saved'))
        await navigate(SOURCES, { state: SAVED })
      }}
    >
      <ItemFields source={item.source} owner={item.owner} kept={item} />
    </Form>
  )
}
