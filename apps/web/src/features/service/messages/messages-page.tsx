import { Button } from '@mantine/core'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { messageBatches, messages } from '@rapport/contract/service/messages'
import { Link } from 'react-router'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { AskForBatch } from './ask-for-batch.tsx'
import { BatchList } from './batch-list.tsx'
import { MessageList } from './message-list.tsx'

const views = ['each', 'batches'] as const

/** What the firm writes to customers: each message, and messages to segments. */
export function MessagesPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const allowed = useMay(messages.list)
  const view = views.find((one) => one === get('view')) ?? 'each'
  const asking = get('new') !== undefined
  return (
    <Page
      fill={view === 'each'}
      title={t('messages.title')}
      actions={
        <>
          <Allowed to={contactPermissions.rules}>
            <Button variant="default" component={Link} to="/contact-rules">
              {t('contact-rules.title')}
            </Button>
          </Allowed>
          <Allowed to={messageTemplates.list}>
            <Button variant="default" component={Link} to="/message-templates">
              {t('message-templates.title')}
            </Button>
          </Allowed>
          <Allowed to={messageBatches.ask}>
            <Button onClick={() => change({ view: 'batches', new: 'batch' })}>{t('message-batch.new')}</Button>
          </Allowed>
        </>
      }
    >
      {allowed ? (
        <>
          <Views
            label={t('messages.views')}
            views={views.map((name) => ({ name, label: t(`messages.${name}`) }))}
            shown={view}
          />
          {view === 'each' && <MessageList />}
          {view === 'batches' && asking && <AskForBatch done={() => change({ new: null })} />}
          {view === 'batches' && <BatchList />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}
