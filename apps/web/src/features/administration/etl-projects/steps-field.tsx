import { Button, Select } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import type { EtlStep } from '@rapport/contract/administration/etl-projects'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { StepGraph } from '#features/administration/data-centre/step-graph.tsx'
import { useWords } from '#words/words.ts'
import classes from './projects.module.css'
import { StepEditor } from './step-editor.tsx'
import { endOf, freeCode, renamed, stepsOfItem, without } from './steps.ts'

/** The steps of the task, drawn as a graph; the one that is chosen is edited below. */
export function StepsField() {
  const { t } = useWords()
  const { value: steps, set, messages } = usePart<EtlStep[]>('steps')
  const [chosen, setChosen] = useState<string>()
  const items = useAsk(collectionItems.list)
  const all = items.data?.items ?? []
  const nameOf = (id: string | null) => all.find((item) => item.id === id)?.name
  const at = steps.findIndex(({ code }) => code === chosen)
  const step = steps[at]
  return (
    <>
      <div className={classes.stepTools}>
        <Select
          size="xs"
          w={260}
          label={t('step.add-item')}
          placeholder={t('step.add-item.hint')}
          searchable
          nothingFoundMessage={t('ui.nothing-found')}
          value={null}
          data={all
            .filter(({ id }) => !steps.some(({ itemId }) => itemId === id))
            .map(({ id, name, source }) => ({ value: id, label: `${name} · ${source.name}` }))}
          onChange={(id) => {
            const item = all.find((one) => one.id === id)
            if (item) set(stepsOfItem(steps, item))
          }}
        />
        <Button variant="default" onClick={() => set(endOf(steps))}>
          {t('step.add-end')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            const code = freeCode(steps, 'step')
            set([...steps, { code, kind: 'fetch', itemId: null, needs: [] }])
            setChosen(code)
          }}
        >
          {t('step.add')}
        </Button>
      </div>
      <Messages of={messages} />
      {steps.length === 0 ? (
        <p className={classes.hint}>{t('step.none')}</p>
      ) : (
        <StepGraph
          steps={steps.map(({ code, kind, itemId, needs }) => ({
            code,
            needs,
            about: [t(`step.kind.${kind}`), nameOf(itemId)].filter(Boolean).join(' · '),
          }))}
          chosen={chosen}
          choose={setChosen}
        />
      )}
      {step && (
        <StepEditor
          key={at}
          step={step}
          others={steps.filter((one) => one !== step)}
          items={all}
          onChange={(next) => {
            set(renamed(steps, at, next))
            setChosen(next.code)
          }}
          onRemove={() => {
            set(without(steps, step.code))
            setChosen(undefined)
          }}
        />
      )}
    </>
  )
}
