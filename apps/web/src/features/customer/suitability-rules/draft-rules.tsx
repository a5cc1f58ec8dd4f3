import { FileInput } from '@mantine/core'
import { SuitabilityRulesDraft, suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

type Draft = z.output<typeof SuitabilityRulesDraft>

/** The next version of a regime from a file that was downloaded here and changed; a draft of that regime is written anew. */
export function DraftRules() {
  const { t } = useWords()
  const go = useNavigate()
  const [draft, setDraft] = useState<Draft>()
  const [broken, setBroken] = useState(false)
  const known = useAsk(suitabilityRules.list, {})
  const refresh = [suitabilityRules.list, suitabilityRules.open]
  const make = useSend(suitabilityRules.draft, { refresh })
  const change = useSend(suitabilityRules.redraft, { refresh })
  const take = async (file: File | null) => {
    const parsed = SuitabilityRulesDraft.safeParse(asJson((await file?.text()) ?? ''))
    setDraft(parsed.data)
    setBroken(file !== null && !parsed.success)
  }
  const written = known.data?.items.find(({ state, regime }) => state === 'draft' && regime === draft?.regime)
  return (
    <Section title={t('rules.view.draft')}>
      <p>{t('rules.file.about')}</p>
      <FileInput
        maw={480}
        label={t('rules.file')}
        accept=".json,application/json"
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        error={broken && t('rules.file.broken')}
        onChange={(file) => void take(file)}
      />
      {draft && (
        <Form
          key={JSON.stringify(draft)}
          of={SuitabilityRulesDraft}
          from={draft}
          send={t('rules.draft')}
          onSend={async (body) => {
            const { id } = written
              ? await change.mutateAsync({ params: { id: written.id }, version: written.version, body })
              : await make.mutateAsync({ body })
            void notify(t('rules.drafted'))
            await go(`/suitability-rules/${id}`)
          }}
        >
          <p role="status">
            {t(`rules.regime.${draft.regime}`)} · {t('rules.file.read', { count: draft.definition.tests.length })}
            {written && ` · ${t('rules.redraft')}`}
          </p>
          <Fields>
            <TextField name="name" label={t('rules.name-en')} required maxLength={120} />
            <TextField name="nameZh" label={t('rules.name-zh')} required maxLength={120} />
          </Fields>
        </Form>
      )}
    </Section>
  )
}

function asJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
