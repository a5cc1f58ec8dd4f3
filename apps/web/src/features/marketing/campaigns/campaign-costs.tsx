import { Button } from '@mantine/core'
import {
  type CampaignCost,
  CampaignCostDraft,
  type CampaignResults,
  campaignResults,
} from '@rapport/contract/marketing/campaign-results'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { DayField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { Money } from '#ui/money.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './campaigns.module.css'
import { changedCampaigns } from './refresh.ts'

/** What a campaign cost, by contacts and as entered, and what it brought. */
export function CampaignCosts({ id, of }: { id: string; of: CampaignResults }) {
  const { t } = useWords()
  const [entering, setEntering] = useState(false)
  const money = (key: string, value: string | null) => value && <Money key={key} value={value} currency="CNY" />
  return (
    <>
      <h3 className={classes.part}>{t('campaign-results.money')}</h3>
      <Facts
        of={[
          [t('campaign-results.contacts'), money('contacts', of.cost.contacts)],
          [t('campaign-results.entered'), money('entered', of.cost.entered)],
          [t('campaign-results.total'), money('total', of.cost.total)],
          [t('campaign.budget'), money('budget', of.cost.budget)],
          [t('campaign-results.gain'), money('gain', of.gain)],
          [t('campaign-results.extra-gain'), money('extra', of.extraGain)],
          [t('campaign-results.roi'), of.roi === null ? null : `${of.roi} %`],
        ]}
      />
      {of.costs.length > 0 && <Entered id={id} costs={of.costs} />}
      <Allowed to={campaignResults.addCost}>
        {entering ? (
          <EnterCost id={id} done={() => setEntering(false)} />
        ) : (
          <div>
            <Button variant="default" onClick={() => setEntering(true)}>
              {t('campaign-results.cost.add')}
            </Button>
          </div>
        )}
      </Allowed>
    </>
  )
}

function Entered({ id, costs }: { id: string; costs: CampaignCost[] }) {
  const { t } = useWords()
  const mayStrike = useMay(campaignResults.removeCost)
  const remove = useSend(campaignResults.removeCost, { refresh: changedCampaigns })
  const strike = async (cost: CampaignCost) => {
    await remove.mutateAsync({ params: { id, cost: cost.id } })
    void notify(t('campaign-results.cost.removed'))
  }
  const columns: Column<CampaignCost>[] = [
    { name: 'on', head: t('campaign-results.cost.on'), width: 110, cell: ({ on }) => <Day on={on} /> },
    { name: 'what', head: t('campaign-results.cost.what'), width: 220, cell: ({ what }) => what },
    {
      ...{ name: 'amount', head: t('campaign-results.cost.amount'), width: 140, end: true },
      cell: ({ amount }) => <Money value={amount} />,
    },
    { name: 'by', head: t('campaign-results.cost.by'), width: 120, cell: ({ by }) => by?.name ?? '–' },
  ]
  if (mayStrike)
    columns.push({
      ...{ name: 'strike', head: t('campaign-results.cost.remove'), width: 110 },
      cell: (cost) => (
        <Button
          variant="subtle"
          size="xs"
          aria-label={`${t('campaign-results.cost.remove')}: ${cost.what}`}
          disabled={remove.isPending}
          onClick={() => void strike(cost)}
        >
          {t('campaign-results.cost.remove')}
        </Button>
      ),
    })
  return <Table label={t('campaign-results.entered')} columns={columns} rows={costs} keyOf={(cost) => cost.id} />
}

function EnterCost({ id, done }: { id: string; done: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const add = useSend(campaignResults.addCost, { refresh: changedCampaigns })
  return (
    <Form
      of={CampaignCostDraft}
      from={{ on: today, what: '', amount: '' }}
      send={t('campaign-results.cost.add')}
      onCancel={done}
      onSend={async (body) => {
        await add.mutateAsync({ params: { id }, body })
        void notify(t('campaign-results.cost.saved'))
        done()
      }}
    >
      <Fields>
        <DayField name="on" label={t('campaign-results.cost.on')} required max={today} />
        <TextField name="what" label={t('campaign-results.cost.what')} required maxLength={200} />
        <TextField name="amount" label={t('campaign-results.cost.amount')} required maxLength={20} />
      </Fields>
    </Form>
  )
}
