import { Button, Modal } from '@mantine/core'
import { calls } from '@rapport/contract/service/calls'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** At which telephone one sits: calls there pop up. */
export function Extension() {
  const { t } = useWords()
  const [changing, setChanging] = useState(false)
  const answer = useAsk(calls.settings)
  const send = useSend(calls.setExtension, { refresh: [calls.settings, calls.current] })
  if (!answer.data) return null
  const { extension } = answer.data
  return (
    <>
      <Button variant="default" onClick={() => setChanging(true)}>
        {t('call.extension')}: {extension ?? t('call.extension.none')}
      </Button>
      {changing && (
        <Modal
          opened
          onClose={() => setChanging(false)}
          title={t('call.extension')}
          closeButtonProps={{ 'aria-label': t('ui.close') }}
        >
          <Form
            of={calls.setExtension.body}
            from={{ extension }}
            light
            send={t('call.extension.set')}
            onCancel={() => setChanging(false)}
            onSend={async (body) => {
              await send.mutateAsync({ body })
              void notify(t('call.extension.saved'))
              setChanging(false)
            }}
          >
            <TextField
              name="extension"
              label={t('call.extension')}
              hint={t('call.extension.hint')}
              maxLength={12}
              empty="null"
              autoFocus
            />
          </Form>
        </Modal>
      )}
    </>
  )
}
