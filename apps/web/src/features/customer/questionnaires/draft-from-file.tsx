import { FileInput } from '@mantine/core'
import { QuestionnaireDraft, questionnaires } from '@rapport/contract/customer/questionnaires'
import { customerKinds } from '@rapport/contract/customer/vocabulary'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { z } from 'zod'
import { useSend } from '#api/query.ts'
import { SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './questionnaires.module.css'

type Draft = z.input<typeof QuestionnaireDraft>

/** Five even bands over what the questions can come to, for the reader to set right. */
function evenBands(questions: Draft['definition']['questions']) {
  const most = questions.reduce((sum, { options }) => sum + Math.max(...options.map(({ points }) => points)), 0)
  return ['C1', 'C2', 'C3', 'C4', 'C5'].map((level, at) => ({ from: Math.round((at * most) / 5), class: level }))
}

/** A new version from a file: one that was downloaded here and changed, or a questionnaire as a plain text. */
export function DraftFromFile() {
  const { t } = useWords()
  const go = useNavigate()
  const [draft, setDraft] = useState<Draft>()
  const [problem, setProblem] = useState<string>()
  const read = useSend(questionnaires.read)
  const make = useSend(questionnaires.draft, { refresh: [questionnaires.list] })
  const take = async (file: File | null) => {
    setProblem(undefined)
    setDraft(undefined)
    const content = await file?.text()
    if (!content) return
    if (content.trimStart().startsWith('{')) {
      const parsed = QuestionnaireDraft.safeParse(asJson(content))
      if (!parsed.success) return setProblem(t('questionnaires.file.broken'))
      return setDraft(parsed.data)
    }
    try {
      const { questions } = await read.mutateAsync({ body: { content } })
      const codes = questions.map(({ code }) => code)
      setDraft({
        ...{ code: '', kind: 'person', name: '', nameZh: '' },
        definition: {
          questions,
          scales: [{ code: 'risk', questions: codes, bands: evenBands(questions) }],
          contradictions: [],
          lowestClass: null,
          validity: { years: 2 },
          throttle: { perDay: 2, inDays: { days: 365, times: 8 } },
        },
      })
    } catch (refused) {
      setProblem(problemText(refused).title)
    }
  }
  return (
    <Section title={t('questionnaires.view.draft')}>
      <p>{t('questionnaires.file.about')}</p>
      <FileInput
        className={classes.narrow}
        label={t('questionnaires.file')}
        accept=".json,.txt,.csv,application/json,text/plain,text/csv"
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        error={problem}
        onChange={(file) => void take(file)}
      />
      {draft && (
        <Form
          key={draft.definition.questions.map(({ text }) => text).join()}
          of={QuestionnaireDraft}
          from={draft}
          send={t('questionnaires.draft')}
          onSend={async (body) => {
            const { id } = await make.mutateAsync({ body })
            void notify(t('questionnaires.drafted'))
            await go(`/questionnaires/${id}`)
          }}
        >
          <p role="status">{t('questionnaires.file.read', { count: draft.definition.questions.length })}</p>
          <Fields>
            <TextField
              name="code"
              label={t('questionnaires.code')}
              hint={t('questionnaires.code.hint')}
              required
              maxLength={40}
            />
            <SelectField
              name="kind"
              label={t('questionnaires.kind')}
              required
              choices={customerKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
            <TextField name="name" label={t('questionnaires.name-en')} required maxLength={120} />
            <TextField name="nameZh" label={t('questionnaires.name-zh')} required maxLength={120} />
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
