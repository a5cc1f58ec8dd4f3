import { Button, NumberInput, Select } from '@mantine/core'
import type { ModelKind } from '@rapport/contract/analytics/model-reports'
import { models } from '@rapport/contract/analytics/models'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'
import classes from './models.module.css'

type Settings = Record<string, unknown>

/** How the next version of a kind is fitted: numbers by their names, weights by their parts. */
export function ModelSettings({ kind }: { kind: ModelKind }) {
  const { t } = useWords()
  const answer = useAsk(models.list)
  const settings = answer.data?.items.find((model) => model.kind === kind)?.settings
  return (
    <Section title={t('model.settings')}>
      {settings && <SettingsForm key={JSON.stringify(settings)} kind={kind} settings={settings} />}
    </Section>
  )
}

function SettingsForm({ kind, settings }: { kind: ModelKind; settings: Settings }) {
  const { t } = useWords()
  const { setting, feature } = useModelWords()
  const [typed, setTyped] = useState(settings)
  const send = useSend(models.configure, { refresh: [models.list] })
  const save = () =>
    send.mutateAsync({ params: { kind }, body: { settings: typed } }).then(
      () => notify(t('model.settings.saved')),
      (error: unknown) => notify(problemText(error).title),
    )
  const weights = (typed.weights ?? {}) as Record<string, number>
  return (
    <div className={classes.settings}>
      {Object.entries(typed).flatMap(([name, value]) =>
        typeof value === 'number' ? (
          <NumberInput
            key={name}
            size="xs"
            label={setting(name)}
            min={0}
            value={value}
            onChange={(next) => typeof next === 'number' && setTyped({ ...typed, [name]: next })}
          />
        ) : (
          []
        ),
      )}
      {Object.entries(weights).map(([part, weight]) => (
        <NumberInput
          key={part}
          size="xs"
          label={t('model.setting.weight', { part: feature(part) })}
          min={0}
          max={100}
          value={weight}
          onChange={(next) => typeof next === 'number' && setTyped({ ...typed, weights: { ...weights, [part]: next } })}
        />
      ))}
      {typeof typed.peers === 'string' && (
        <Select
          size="xs"
          label={t('model.setting.peers')}
          data={[
            { value: 'firm', label: t('model.setting.peers.firm') },
            { value: 'unit', label: t('model.setting.peers.unit') },
          ]}
          value={typed.peers}
          allowDeselect={false}
          onChange={(next) => setTyped({ ...typed, peers: next })}
        />
      )}
      <Button
        size="xs"
        variant="default"
        loading={send.isPending}
        disabled={typed === settings}
        onClick={() => void save()}
      >
        {t('model.settings.save')}
      </Button>
    </div>
  )
}
