import { Button } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import { NewProspectRule, type ProspectRule, prospectRules } from '@rapport/contract/marketing/prospects'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { DayField, NumberField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { changedProspects } from './refresh.ts'

const numbers = ['cap', 'protectionDays', 'silentDays', 'conversionDays', 'warnDays'] as const

/** How many one may hold, how long they are protected, and when they go back: of the firm and of units, from a day on. */
export function RuleList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const mayAdd = useMay(prospectRules.add)
  const [adding, setAdding] = useState(false)
  const answer = useAsk(prospectRules.list)
  const unit = (one: ProspectRule) => one.unit?.name ?? t('prospect-rules.firm')
  const columns: Column<ProspectRule>[] = [
    { name: 'unit', head: t('prospect.unit'), width: 180, grow: 1, cell: unit },
    { name: 'from', head: t('prospect-rule.effectiveFrom'), width: 120, cell: (one) => <Day on={one.effectiveFrom} /> },
    ...numbers.map((name) => ({
      name,
      head: t(`prospect-rule.${name}`),
      width: 130,
      end: true,
      cell: (one: ProspectRule) => format.count(one[name]),
    })),
    { name: 'by', head: t('prospect-rule.madeBy'), width: 130, cell: (one) => one.madeBy?.name ?? '–' },
  ]
  return (
    <>
      {mayAdd && !adding && (
        <div>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('prospect-rules.add')}
          </Button>
        </div>
      )}
      {adding && <AddRule done={() => setAdding(false)} />}
      <Answered answer={answer} lines={3}>
        {({ items }) =>
          phone ? (
            <TwoLines
              label={t('prospects.rules')}
              rows={items}
              keyOf={({ id }) => id}
              first={unit}
              state={(one) => <Day on={one.effectiveFrom} />}
              second={(one) =>
                numbers.map((name) => `${t(`prospect-rule.${name}`)} ${format.count(one[name])}`).join(' · ')
              }
            />
          ) : (
            <Table label={t('prospects.rules')} columns={columns} rows={items} keyOf={({ id }) => id} />
          )
        }
      </Answered>
    </>
  )
}

function AddRule({ done }: { done: () => void }) {
  const { t } = useWords()
  const viewer = useViewer()
  const { data } = useAsk(units.list)
  const send = useSend(prospectRules.add, { refresh: [prospectRules.list, ...changedProspects] })
  const unitId = viewer.scope === 'all' ? null : viewer.unit.id
  return (
    <Section title={t('prospect-rules.add')}>
      <Form
        of={NewProspectRule}
        from={{
          unitId,
          effectiveFrom: viewer.today,
          cap: 200,
          protectionDays: 30,
          silentDays: 30,
          conversionDays: 180,
          warnDays: 5,
        }}
        send={t('ui.save')}
        onCancel={done}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('prospect-rules.added'))
          done()
        }}
      >
        <Fields>
          <SelectField
            name="unitId"
            label={t('prospect.unit')}
            hint={viewer.scope === 'all' ? t('prospect-rules.unit.hint') : undefined}
            clearable={viewer.scope === 'all'}
            searchable
            choices={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <DayField name="effectiveFrom" label={t('prospect-rule.effectiveFrom')} min={viewer.today} required />
          {numbers.map((name) => (
            <NumberField
              key={name}
              name={name}
              label={t(`prospect-rule.${name}`)}
              hint={t(`prospect-rule.${name}.hint`)}
              min={0}
              required
            />
          ))}
        </Fields>
      </Form>
    </Section>
  )
}
