import { Button, Modal, Radio } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './conflict.module.css'

type Values = Record<string, unknown>
export interface ConflictField {
  name: string
  label: string
  show: (value: unknown) => ReactNode
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** The fields in which what I typed and what is stored now differ, each with whose change it is. */
export function conflictsIn(fields: ConflictField[], base: Values, mine: Values, theirs: Values) {
  return fields
    .filter(({ name }) => !same(mine[name], theirs[name]))
    .map((field) => ({
      ...field,
      mineChanged: !same(mine[field.name], base[field.name]),
      theirsChanged: !same(theirs[field.name], base[field.name]),
    }))
}

interface Props {
  fields: ConflictField[]
  /** What both began with, what I typed, what is stored now. */
  base: Values
  mine: Values
  theirs: Values
  /** Saves what was put together. A refusal is shown; nothing typed is lost. */
  onSave: (merged: Values) => Promise<unknown>
  onClose: () => void
}

/** Somebody saved in between: mine and theirs, field by field. Own changes are kept unless one takes theirs. */
export function Conflict({ fields, base, mine, theirs, onSave, onClose }: Props) {
  const { t } = useWords()
  const differing = conflictsIn(fields, base, mine, theirs)
  const [kept, setKept] = useState<Record<string, 'mine' | 'theirs'>>(() =>
    Object.fromEntries(differing.map(({ name, mineChanged }) => [name, mineChanged ? 'mine' : 'theirs'])),
  )
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await onSave(
        Object.fromEntries(fields.map(({ name }) => [name, (kept[name] === 'theirs' ? theirs : mine)[name]])),
      )
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('ui.conflict.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <p className={classes.text}>{t('ui.conflict.text')}</p>
      {differing.map(({ name, label, show, mineChanged, theirsChanged }) => (
        <Radio.Group
          key={name}
          label={label}
          value={kept[name]}
          onChange={(next) => setKept({ ...kept, [name]: next as 'mine' | 'theirs' })}
          className={classes.field}
        >
          <div className={classes.sides}>
            <Radio
              value="mine"
              label={
                <Side who={t('ui.conflict.mine')} changed={mineChanged}>
                  {show(mine[name])}
                </Side>
              }
            />
            <Radio
              value="theirs"
              label={
                <Side who={t('ui.conflict.theirs')} changed={theirsChanged}>
                  {show(theirs[name])}
                </Side>
              }
            />
          </div>
        </Radio.Group>
      ))}
      {error !== undefined && <p role="alert">{problemText(error).title}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t('ui.conflict.back')}
        </Button>
        <Button loading={busy} onClick={() => void save()}>
          {t('ui.conflict.save')}
        </Button>
      </div>
    </Modal>
  )
}

function Side({ who, changed, children }: { who: string; changed: boolean; children: ReactNode }) {
  const { t } = useWords()
  return (
    <>
      <span className={classes.who}>
        {who}
        {changed && ` · ${t('ui.conflict.changed')}`}
      </span>
      <span className={classes.value}>{children || '–'}</span>
    </>
  )
}
