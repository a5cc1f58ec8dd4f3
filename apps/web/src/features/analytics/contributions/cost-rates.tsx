import { Button } from '@mantine/core'
import { type CostRate, contributions } from '@rapport/contract/analytics/contributions'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { Money, Quantity } from '#ui/money.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'

/** What serving costs, with the months from which it holds; whoever answers for what is measured records it. */
export function CostRates() {
  const { t } = useWords()
  const [recording, setRecording] = useState(false)
  const answer = useAsk(contributions.rates)
  const money = (name: 'costOfMinute' | 'costOfCustomer', head: string): Column<CostRate> => ({
    name,
    head,
    width: 150,
    end: true,
    cell: (row) => <Money value={row[name]} digits={[2, 4]} />,
  })
  return (
    <Section
      title={t('contributions.rates')}
      actions={
        !recording && (
          <Allowed to={contributions.record}>
            <Button variant="subtle" onClick={() => setRecording(true)}>
              {t('contributions.rate.record')}
            </Button>
          </Allowed>
        )
      }
    >
      {recording && <RecordCostRate done={() => setRecording(false)} />}
      <Answered answer={answer} lines={2}>
        {({ items }) => (
          <Table<CostRate>
            label={t('contributions.rates')}
            rows={items}
            keyOf={({ from }) => from}
            columns={[
              { name: 'from', head: t('contributions.rate.from'), width: 110, cell: ({ from }) => from },
              money('costOfMinute', t('contributions.rate.minute')),
              {
                name: 'minutes',
                head: t('contributions.rate.contact'),
                width: 200,
                end: true,
                cell: ({ minutesOfContact }) => <Quantity value={minutesOfContact} />,
              },
              money('costOfCustomer', t('contributions.rate.customer')),
              {
                name: 'by',
                head: t('contributions.rate.by'),
                width: 160,
                cell: ({ recordedBy }) => recordedBy?.name ?? t('contributions.rate.product'),
              },
            ]}
          />
        )}
      </Answered>
    </Section>
  )
}

function RecordCostRate({ done }: { done: () => void }) {
  const { t } = useWords()
  const send = useSend(contributions.record, {
    refresh: [contributions.rates, contributions.list, contributions.ofCustomer],
  })
  return (
    <Form
      of={contributions.record.body}
      light
      send={t('contributions.rate.record')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ body })
        void notify(t('contributions.rate.recorded'))
        done()
      }}
    >
      <Fields>
        <TextField
          name="from"
          label={t('contributions.rate.from')}
          hint={t('contributions.rate.month')}
          required
          maxLength={7}
          placeholder="2026-12"
        />
        <TextField name="costOfMinute" label={t('contributions.rate.minute')} required maxLength={14} />
        <TextField name="minutesOfContact" label={t('contributions.rate.contact')} required maxLength={7} />
        <TextField name="costOfCustomer" label={t('contributions.rate.customer')} required maxLength={14} />
      </Fields>
    </Form>
  )
}
