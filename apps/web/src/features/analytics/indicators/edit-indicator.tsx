import { useDebouncedValue } from '@mantine/hooks'
import { users } from '@rapport/contract/administration/organisation'
import { type Indicator, IndicatorEdit, indicators } from '@rapport/contract/analytics/indicators'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Who looks after an indicator, what it should be, and how the firm calls and defines it in both languages. */
export function EditIndicator({ of, done }: { of: Indicator; done: () => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const found = useAsk(users.colleagues, { query: { limit: '50', ...(q ? { q } : {}) } }, { keep: true })
  const people = (found.data?.items ?? []).map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit.name}` }))
  const { owner } = of
  const choices =
    !owner || people.some(({ value }) => value === owner.id)
      ? people
      : [{ value: owner.id, label: owner.name }, ...people]
  const send = useSend(indicators.edit, { refresh: [indicators.list, indicators.open] })
  return (
    <Form
      of={IndicatorEdit}
      from={{
        ownerId: owner?.id ?? null,
        target: of.target,
        freshBy: of.freshBy,
        note: of.note,
        name: of.name,
        nameZh: of.nameZh,
        about: of.about,
        aboutZh: of.aboutZh,
      }}
      send={t('indicators.save')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ params: { code: of.code }, version: of.version, body })
        void notify(t('indicators.saved'))
        done()
      }}
    >
      <Fields>
        <SelectField name="ownerId" label={t('indicators.owner')} choices={choices} search={setTyped} clearable />
        <TextField
          name="target"
          label={t('indicators.target')}
          hint={t('indicators.target.about')}
          maxLength={40}
          empty="null"
        />
        <TextField name="freshBy" type="time" label={t('indicators.fresh-by')} empty="null" />
        <TextField name="name" label={t('indicators.own-name')} maxLength={80} empty="null" />
        <TextField name="nameZh" label={t('indicators.own-name-zh')} maxLength={80} empty="null" />
        <LongTextField name="about" label={t('indicators.own-about')} maxLength={600} empty="null" />
        <LongTextField name="aboutZh" label={t('indicators.own-about-zh')} maxLength={600} empty="null" />
        <LongTextField name="note" label={t('indicators.note')} maxLength={2000} empty="null" />
      </Fields>
    </Form>
  )
}
