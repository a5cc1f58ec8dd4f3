import { Button, Modal } from '@mantine/core'
import { type Article, articles } from '@rapport/contract/marketing/articles'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedArticles } from './refresh.ts'

/** Withdraws what is published, for a reason. */
export function WithdrawArticle({ of }: { of: Article }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const send = useSend(articles.withdraw, { refresh: changedArticles })
  if (!of.withdraws) return null
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('article.withdraw')}
      </Button>
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={t('article.withdraw')}
          closeButtonProps={{ 'aria-label': t('ui.close') }}
        >
          <p>{t('article.withdraw.text')}</p>
          <Form
            light
            of={articles.withdraw.body}
            send={t('article.withdraw')}
            onCancel={() => setAsking(false)}
            onSend={async (body) => {
              await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
              void notify(t('article.withdrawn'))
              setAsking(false)
            }}
          >
            <LongTextField name="reason" label={t('article.reason')} required maxLength={300} rows={2} />
          </Form>
        </Modal>
      )}
    </>
  )
}
