import { Anchor, Button } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import {
  channelAssignments,
  channelStates,
  type ProspectChannel,
  prospectChannels,
} from '@rapport/contract/marketing/prospects'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { useProspectChoices } from './prospect-words.ts'

/** Ways by which prospects come, partners among them, with what came by each. */
export function ChannelList() {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const phone = usePhone()
  const mayEdit = useMay(prospectChannels.add)
  const [doing, setDoing] = useState<'add' | ProspectChannel>()
  const answer = useAsk(prospectChannels.list)
  const name = (one: ProspectChannel) => (
    <>
      {nameOf(one)} {one.state === 'ended' && <Tag>{t('channel-state.ended')}</Tag>}
    </>
  )
  const page = ({ code, state, formUnit }: ProspectChannel) =>
    formUnit && state === 'open' ? <Anchor href={`/join/${code}`}>{formUnit.name}</Anchor> : '–'
  const share = ({ prospects, converted }: ProspectChannel) =>
    prospects === 0 ? '–' : format.percent(String(converted / prospects))
  const change = (one: ProspectChannel) =>
    mayEdit && (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('channel.change', { name: nameOf(one) })}
        onClick={() => setDoing(one)}
      >
        {t('ui.edit')}
      </Button>
    )
  const columns: Column<ProspectChannel>[] = [
    { name: 'name', head: t('channel.name'), width: 200, grow: 1, cell: name },
    { name: 'kind', head: t('channel.kind'), width: 130, cell: (one) => t(`channel-kind.${one.kind}`) },
    { name: 'code', head: t('channel.code'), width: 120, cell: (one) => one.code },
    {
      name: 'prospects',
      head: t('channel.prospects'),
      width: 120,
      end: true,
      cell: (one) => format.count(one.prospects),
    },
    {
      name: 'converted',
      head: t('channel.converted'),
      width: 130,
      end: true,
      cell: (one) => format.count(one.converted),
    },
    { name: 'page', head: t('channel.form-unit'), width: 150, cell: page },
    { name: 'share', head: t('channel.share'), width: 110, end: true, cell: share },
    ...(mayEdit
      ? [
          {
            name: 'contact',
            head: t('channel.contact'),
            width: 200,
            grow: 1,
            cell: (one: ProspectChannel) => [one.contactName, one.contact].filter(Boolean).join(' · ') || '–',
          },
          { name: 'change', head: t('ui.edit'), width: 90, cell: change },
        ]
      : []),
  ]
  return (
    <>
      {mayEdit && doing === undefined && (
        <div>
          <Button variant="default" onClick={() => setDoing('add')}>
            {t('channels.add')}
          </Button>
        </div>
      )}
      {doing === 'add' && <AddChannel done={() => setDoing(undefined)} />}
      {doing !== undefined && doing !== 'add' && (
        <EditChannel key={doing.id} of={doing} done={() => setDoing(undefined)} />
      )}
      <Answered answer={answer} lines={4}>
        {({ items }) =>
          phone ? (
            <TwoLines
              label={t('prospects.channels')}
              rows={items}
              keyOf={({ id }) => id}
              first={name}
              state={share}
              second={(one) => `${t(`channel-kind.${one.kind}`)} · ${format.count(one.prospects)}`}
              actions={change}
            />
          ) : (
            <Table label={t('prospects.channels')} columns={columns} rows={items} keyOf={({ id }) => id} />
          )
        }
      </Answered>
    </>
  )
}

function AddChannel({ done }: { done: () => void }) {
  const { t } = useWords()
  const add = useSend(prospectChannels.add, { refresh: [prospectChannels.list] })
  return (
    <Section title={t('channels.add')}>
      <Form
        of={prospectChannels.add.body}
        from={{ kind: 'partner', contactName: null, contact: null, formUnitId: null, assignment: 'load' }}
        send={t('ui.save')}
        onCancel={done}
        onSend={async (body) => {
          await add.mutateAsync({ body })
          void notify(t('channel.saved'))
          done()
        }}
      >
        <Fields>
          <TextField
            name="code"
            label={t('channel.code')}
            hint={t('channel.code.hint')}
            maxLength={40}
            required
            autoFocus
          />
          <ChannelFields />
        </Fields>
      </Form>
    </Section>
  )
}

function EditChannel({ of: { id, version, ...one }, done }: { of: ProspectChannel; done: () => void }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const edit = useSend(prospectChannels.edit, { refresh: [prospectChannels.list] })
  const { kind, name, nameZh, state, contactName, contact, formUnit, assignment } = one
  return (
    <Section title={t('channel.change', { name: nameOf(one) })}>
      <Form
        of={prospectChannels.edit.body}
        from={{ kind, name, nameZh, state, contactName, contact, formUnitId: formUnit?.id ?? null, assignment }}
        send={t('ui.save')}
        onCancel={done}
        onSend={async (body) => {
          await edit.mutateAsync({ params: { id }, body, version })
          void notify(t('channel.saved'))
          done()
        }}
      >
        <Fields>
          <ChannelFields />
          <SelectField
            name="state"
            label={t('channel.state')}
            required
            choices={channelStates.map((value) => ({ value, label: t(`channel-state.${value}`) }))}
          />
        </Fields>
      </Form>
    </Section>
  )
}

function ChannelFields() {
  const { t } = useWords()
  const { kinds } = useProspectChoices()
  const { data } = useAsk(units.list)
  return (
    <>
      <SelectField name="kind" label={t('channel.kind')} required choices={kinds} />
      <TextField name="nameZh" label={t('channel.name-zh')} maxLength={80} required />
      <TextField name="name" label={t('channel.name-en')} maxLength={80} required />
      <TextField name="contactName" label={t('channel.contact-name')} maxLength={80} empty="null" />
      <TextField
        name="contact"
        label={t('channel.contact')}
        hint={t('channel.contact.hint')}
        maxLength={120}
        empty="null"
      />
      <SelectField
        name="formUnitId"
        label={t('channel.form-unit')}
        hint={t('channel.form-unit.hint')}
        clearable
        searchable
        choices={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="assignment"
        label={t('channel.assignment')}
        required
        choices={channelAssignments.map((value) => ({ value, label: t(`channel-assignment.${value}`) }))}
      />
    </>
  )
}
