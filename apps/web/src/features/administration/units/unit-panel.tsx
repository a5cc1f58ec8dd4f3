import { Button } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import type { Unit } from '@rapport/contract/administration/organisation-choices'
import { Refusal } from '@rapport/contract/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf, useSend } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { changedIn } from '#ui/changed.ts'
import { Day } from '#ui/day.tsx'
import { DayField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { useWords } from '#words/words.ts'
import { ParentField } from './new-unit.tsx'
import classes from './organisation.module.css'
import { idsBelow, parentsFor } from './unit-tree.ts'

interface Props {
  unit: Unit
  all: Unit[]
  onClose: () => void
  onAdd: () => void
}

/** A unit beside the tree: renamed, moved or ended here by whoever may. */
export function UnitPanel({ unit, all, onClose, onAdd }: Props) {
  const { t } = useWords()
  const mayChange = useMay(units.change)
  const parent = all.find(({ id }) => id === unit.parentId)
  return (
    <SidePanel title={unit.name} href={`/organisation?unit=${unit.id}`} onClose={onClose}>
      {mayChange ? (
        <>
          <ChangeUnit unit={unit} all={all} />
          {unit.kind !== 'team' && unit.validTo === null && (
            <Allowed to={units.create}>
              <Button variant="default" mt="md" onClick={onAdd}>
                {t('unit.add-below')}
              </Button>
            </Allowed>
          )}
        </>
      ) : (
        <Facts
          of={[
            [t('unit.kind'), t(`unit-kind.${unit.kind}`)],
            [t('unit.code'), unit.code],
            [t('unit.parent'), parent?.name],
            [t('unit.valid-from'), <Day key="from" on={unit.validFrom} />],
            [t('unit.valid-to'), <Day key="to" on={unit.validTo} />],
          ]}
        />
      )}
    </SidePanel>
  )
}

function ChangeUnit({ unit, all }: { unit: Unit; all: Unit[] }) {
  const { t } = useWords()
  const client = useQueryClient()
  const send = useSend(units.change, { refresh: [units.list] })
  // What the form began with; the stored unit may move on under it.
  const [base] = useState(unit)
  const below = idsBelow(all, unit.id).size
  const { code, name, parentId, validFrom, validTo } = base
  const fields = { code, name, validFrom, validTo, ...(parentId ? { parentId } : {}) }
  return (
    <Form
      of={units.change.body}
      from={fields}
      light
      send={t('ui.save')}
      onSend={async (body) => {
        const changes = changedIn(fields, body)
        if (Object.keys(changes).length === 0) return
        try {
          await send.mutateAsync({ params: { id: unit.id }, body: changes, version: unit.version })
        } catch (refused) {
          // The next attempt is made from what is stored now; only what was changed here is sent.
          if (refused instanceof Refusal && refused.status === 412)
            await client.invalidateQueries({ queryKey: keyOf(units.list) })
          throw refused
        }
        void notify(t('unit.saved', { name: body.name ?? name }))
      }}
    >
      <Fields>
        <TextField name="name" label={t('unit.name')} required maxLength={80} wide />
        <TextField name="code" label={t('unit.code')} required maxLength={20} wide />
        {parentId && <ParentField parents={parentsFor(all, unit.kind, unit.id)} />}
        <DayField name="validFrom" label={t('unit.valid-from')} required />
        {parentId && <DayField name="validTo" label={t('unit.valid-to')} hint={t('unit.valid-to.hint')} />}
      </Fields>
      {parentId && (
        <p className={classes.hint}>{below > 0 ? t('unit.move.with', { count: below }) : t('unit.move.alone')}</p>
      )}
    </Form>
  )
}
