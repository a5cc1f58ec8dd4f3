import { Button, Modal } from '@mantine/core'
import { type Product, products } from '@rapport/contract/marketing/products'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './products.module.css'
import { changedProducts } from './refresh.ts'

type Doing = 'block' | 'withdraw' | 'release'

/** Blocks a product at once and lets it go again; takes one out of the library. */
export function StopProduct({ of }: { of: Product }) {
  const { t } = useWords()
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const release = useSend(products.release, { refresh: changedProducts })
  const button = (what: Doing) => (
    <Allowed to={products[what]}>
      <Button variant="default" onClick={() => setDoing(what)}>
        {t(`products.${what}`)}
      </Button>
    </Allowed>
  )
  return (
    <span className={classes.actions}>
      {button(of.blocked ? 'release' : 'block')}
      {of.state === 'admitted' && of.proposal?.state !== 'review' && button('withdraw')}
      {doing === 'release' && (
        <Confirm
          title={t('products.release')}
          act={t('products.release')}
          onClose={close}
          onAct={() => release.mutateAsync({ params: { id: of.id }, version: of.version })}
        >
          {t('products.release.text')}
        </Confirm>
      )}
      {(doing === 'block' || doing === 'withdraw') && <Stop of={of} doing={doing} onClose={close} />}
    </span>
  )
}

function Stop({ of, doing, onClose }: { of: Product; doing: 'block' | 'withdraw'; onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(products[doing], { refresh: changedProducts })
  return (
    <Modal opened onClose={onClose} title={t(`products.${doing}`)} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <p>{t(`products.${doing}.text`)}</p>
      <Form
        light
        of={products[doing].body}
        send={t(`products.${doing}`)}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
          void notify(t(`products.${doing}.done`))
          onClose()
        }}
      >
        <LongTextField name="reason" label={t('products.reason')} required maxLength={500} rows={2} />
      </Form>
    </Modal>
  )
}
