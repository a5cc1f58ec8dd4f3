import { type TierLadder, TierLadderDraft, tiers } from '@rapport/contract/analytics/tiers'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { useTierName } from './tier-name.ts'

/** Where each tier begins and what it is called, from today on, with a reason. */
export function EditLadder({ ladder, done }: { ladder: TierLadder; done: () => void }) {
  const { t } = useWords()
  const nameOf = useTierName(ladder.items)
  const change = useSend(tiers.change, { refresh: [tiers.ladder] })
  const [from] = useState(() => ({
    reason: '',
    tiers: ladder.items.map(({ code, name, nameZh, floor }) => ({ code: code as 'gold', name, nameZh, floor })),
  }))
  return (
    <Section title={t('tiers.change')}>
      <Form
        of={TierLadderDraft}
        from={from}
        send={t('tiers.save')}
        onCancel={done}
        onSend={async (body) => {
          await change.mutateAsync({ version: ladder.version, body })
          void notify(t('tiers.saved'))
          done()
        }}
      >
        {from.tiers.map(({ code }, i) => (
          <Fields key={code}>
            <TextField
              name={`tiers.${i}.floor`}
              label={t('tiers.floor-of', { tier: nameOf(code) })}
              maxLength={20}
              required
            />
            <TextField name={`tiers.${i}.name`} label={t('tiers.name')} maxLength={60} required />
            <TextField name={`tiers.${i}.nameZh`} label={t('tiers.name-zh')} maxLength={60} required />
          </Fields>
        ))}
        <Fields>
          <TextField name="reason" label={t('tiers.reason')} maxLength={300} required />
        </Fields>
      </Form>
    </Section>
  )
}
