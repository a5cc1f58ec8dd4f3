import { Button, Modal } from '@mantine/core'
import { type Campaign, campaigns } from '@rapport/contract/marketing/campaigns'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedCampaigns } from './refresh.ts'

/** Cancels a campaign for good, for a reason. */
export function CancelCampaign({ of }: { of: Campaign }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const send = useSend(campaigns.cancel, { refresh: changedCampaigns })
  if (of.state === 'cancelled' || of.state === 'ended') return null
  return (
    <Allowed to={campaigns.cancel}>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('campaign.cancel')}
      </Button>
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={t('campaign.cancel')}
          closeButtonProps={{ 'aria-label': t('ui.close') }}
        >
          <p>{t('campaign.cancel.text')}</p>
          <Form
            light
            of={campaigns.cancel.body}
            send={t('campaign.cancel')}
            onCancel={() => setAsking(false)}
            onSend={async (body) => {
              await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
              void notify(t('campaign.cancelled'))
              setAsking(false)
            }}
          >
            <LongTextField name="reason" label={t('campaign.reason')} required maxLength={500} rows={2} />
          </Form>
        </Modal>
      )}
    </Allowed>
  )
}
