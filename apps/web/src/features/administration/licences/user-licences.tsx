import { Button } from '@mantine/core'
import { type Licence, licenceKinds, licences } from '@rapport/contract/administration/licences'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './user-licences.module.css'

/** What a person is licensed to do, from when to when. */
export function UserLicences({ userId }: { userId: string }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  const answer = useAsk(licences.list, { params: { id: userId } })
  return (
    <section aria-label={t('licences.title')} className={classes.licences}>
      <h3 className={classes.title}>{t('licences.title')}</h3>
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.quiet}>{t('licences.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <OneLicence of={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {adding ? (
        <AddLicence userId={userId} onDone={() => setAdding(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('licences.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

function OneLicence({ of }: { of: Licence }) {
  const { t } = useWords()
  const [changing, setChanging] = useState(false)
  const send = useSend(licences.change, { refresh: [licences.list] })
  return (
    <>
      <strong>{t(`licence.${of.kind}`)}</strong> {of.number}{' '}
      {!of.valid && <Tag tone="amber">{t('licences.not-valid')}</Tag>}
      <p className={classes.quiet}>
        <Day on={of.validFrom} /> – <Day on={of.validTo} />
      </p>
      {changing ? (
        <Form
          light
          of={licences.change.body}
          from={{ validFrom: of.validFrom, validTo: of.validTo }}
          send={t('ui.save')}
          onCancel={() => setChanging(false)}
          onSend={async (body) => {
            await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
            void notify(t('ui.saved'))
            setChanging(false)
          }}
        >
          <DaysOfLicence />
        </Form>
      ) : (
        <Button
          variant="subtle"
          size="xs"
          aria-label={t('licences.change', { number: of.number })}
          onClick={() => setChanging(true)}
        >
          {t('ui.edit')}
        </Button>
      )}
    </>
  )
}

function AddLicence({ userId, onDone }: { userId: string; onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(licences.add, { refresh: [licences.list] })
  return (
    <Form
      light
      of={licences.add.body}
      from={{ kind: 'investment-adviser', number: '', validFrom: today, validTo: null }}
      send={t('licences.add')}
      onCancel={onDone}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: userId }, body })
        void notify(t('licences.added'))
        onDone()
      }}
    >
      <Fields>
        <SelectField
          name="kind"
          label={t('licences.kind')}
          choices={licenceKinds.map((value) => ({ value, label: t(`licence.${value}`) }))}
          required
        />
        <TextField name="number" label={t('licences.number')} maxLength={40} required />
      </Fields>
      <DaysOfLicence />
    </Form>
  )
}

function DaysOfLicence() {
  const { t } = useWords()
  return (
    <Fields>
      <DayField name="validFrom" label={t('licences.from')} required />
      <DayField name="validTo" label={t('licences.to')} />
    </Fields>
  )
}
