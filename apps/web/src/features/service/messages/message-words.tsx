import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { fillsItself, type MessageTemplate, messageTemplates } from '@rapport/contract/service/message-templates'
import type { languages } from '@rapport/contract/service/messages'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useWords } from '#words/words.ts'
import { useTemplateName } from './message-columns.tsx'

export interface ChosenWords {
  templateId: string
  /** Null: that of the customer's record. */
  language: (typeof languages)[number] | null
  variables: Record<string, string>
}

/** Which approved template, in which language, and what stands in for its variables. */
export function useChosenWords() {
  const [templateId, setTemplateId] = useState<string | null>(null)
  const [language, setLanguage] = useState<ChosenWords['language']>(null)
  const [variables, setVariables] = useState<Record<string, string>>({})
  const answer = useAsk(messageTemplates.list)
  const templates = (answer.data?.items ?? []).filter((one) => one.state === 'approved' && !fillsItself(one))
  const template = templates.find(({ id }) => id === templateId)
  const asked = template?.asks ?? []
  const words: ChosenWords | null = template
    ? {
        templateId: template.id,
        language,
        variables: Object.fromEntries(asked.flatMap((name) => (variables[name] ? [[name, variables[name]]] : []))),
      }
    : null
  return {
    templates,
    template,
    words,
    whole: asked.every((name) => variables[name]),
    setTemplateId,
    language,
    setLanguage,
    variables,
    setVariables,
  }
}

/** The fields by which words are chosen. */
export function WordsFields({ of }: { of: ReturnType<typeof useChosenWords> }) {
  const { t } = useWords()
  const nameOf = useTemplateName()
  const labelOf = (one: MessageTemplate) =>
    [nameOf(one), t(`message-channel.${one.channel}`), t(`message-class.${one.class}`)].join(' · ')
  return (
    <>
      <Select
        label={t('message.template')}
        withAsterisk
        searchable
        placeholder={t('message.template.choose')}
        nothingFoundMessage={t('message.template.none')}
        data={of.templates.map((one) => ({ value: one.id, label: labelOf(one) }))}
        value={of.template?.id ?? null}
        onChange={of.setTemplateId}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('message.language')}
        value={of.language ?? 'own'}
        data={[
          { value: 'own', label: t('message.language.own') },
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(next) => of.setLanguage(next === 'own' ? null : (next as ChosenWords['language']))}
      />
      {of.template?.asks.map((name) => (
        <TextInput
          key={name}
          label={t('message.variable', { name })}
          withAsterisk
          maxLength={200}
          value={of.variables[name] ?? ''}
          onChange={(event) => of.setVariables({ ...of.variables, [name]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}
