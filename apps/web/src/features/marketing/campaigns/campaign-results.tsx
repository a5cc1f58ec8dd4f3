import {
  type CampaignResults,
  campaignResults,
  type FunnelStage,
  funnelStages,
  type WaveResult,
} from '@rapport/contract/marketing/campaign-results'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { CampaignCosts } from './campaign-costs.tsx'
import classes from './campaigns.module.css'

const percent = (value: number | null) => (value === null ? '–' : `${value} %`)
const points = (value: number | null) => (value === null ? '–' : `${value > 0 ? '+' : ''}${value.toFixed(1)}`)

/** How far members came, what it brought beside those held out, and what it cost. */
export function CampaignResultsSection({ id }: { id: string }) {
  const { t } = useWords()
  const answer = useAsk(campaignResults.open, { params: { id } })
  return (
    <Section title={t('campaign-results.title')}>
      <Answered answer={answer} lines={8}>
        {(of) =>
          of.window === null ? (
            <Empty title={t('campaign-results.none')}>{t('campaign-results.none.text')}</Empty>
          ) : (
            <>
              <Funnel of={of} />
              <KeptBack of={of} />
              <Uplift of={of} window={of.window} />
              <Waves of={of.waves} />
              <CampaignCosts id={id} of={of} />
            </>
          )
        }
      </Answered>
    </Section>
  )
}

/** Whoever came at least so far: the stages that the list of members is to be filtered by. */
const from = (stage: FunnelStage) => funnelStages.slice(funnelStages.indexOf(stage)).join(',')

/** Each stage leads to the customers in it. */
function Funnel({ of }: { of: CampaignResults }) {
  const { t } = useWords()
  const format = useFormat()
  const { params } = useAddress()
  const columns: Column<CampaignResults['funnel'][number]>[] = [
    {
      ...{ name: 'stage', head: t('campaign-results.stage'), width: 140 },
      cell: ({ stage }) => <Link to={withParam(params, 'state', from(stage))}>{t(`campaign.member.${stage}`)}</Link>,
    },
    {
      ...{ name: 'count', head: t('campaign-results.count'), width: 110, end: true },
      cell: ({ count }) => <span className="figures">{count === null ? '–' : format.count(count)}</span>,
    },
    {
      ...{ name: 'rate', head: t('campaign-results.rate'), width: 150, end: true },
      cell: ({ rate }) => <span className="figures">{percent(rate)}</span>,
    },
    {
      ...{ name: 'bar', head: t('campaign-results.share'), width: 200 },
      cell: ({ count }) => (
        <div
          className={classes.bar}
          aria-hidden
          style={{ inlineSize: `${of.treated && (100 * (count ?? 0)) / of.treated}%` }}
        />
      ),
    },
  ]
  return (
    <>
      <Table label={t('campaign-results.funnel')} columns={columns} rows={of.funnel} keyOf={({ stage }) => stage} />
      <Facts
        of={[
          [t('campaign-results.treated'), format.count(of.treated)],
          [t('campaign.member.waiting'), format.count(of.waiting)],
          [t('campaign-results.overall'), percent(of.overall)],
        ]}
      />
    </>
  )
}

function KeptBack({ of }: { of: CampaignResults }) {
  const { t } = useWords()
  const format = useFormat()
  if (of.suppressed.length === 0) return null
  return (
    <>
      <h3 className={classes.part}>{t('campaign-results.kept-back')}</h3>
      <Facts of={of.suppressed.map(({ reason, count }) => [t(`campaign.reason.${reason}`), format.count(count)])} />
    </>
  )
}

function Uplift({ of, window }: { of: CampaignResults; window: NonNullable<CampaignResults['window']> }) {
  const { t } = useWords()
  const format = useFormat()
  const { uplift } = of
  const side = (rate: number | null, met: number, all: number) =>
    `${percent(rate)} (${format.count(met)} / ${format.count(all)})`
  const difference =
    uplift && uplift.difference !== null
      ? `${points(uplift.difference)} (${points(uplift.low)} – ${points(uplift.high)}) · z = ${uplift.z ?? '–'}`
      : null
  return (
    <>
      <h3 className={classes.part}>{t('campaign-results.uplift')}</h3>
      <Facts
        of={[
          [t('campaign-results.treated-rate'), uplift && side(uplift.treatedRate, uplift.treatedMet, uplift.treated)],
          [t('campaign-results.held-out-rate'), uplift && side(uplift.heldOutRate, uplift.heldOutMet, uplift.heldOut)],
          [t('campaign-results.difference'), difference],
          [t('campaign-results.extra'), uplift && uplift.extra !== null ? format.count(uplift.extra) : null],
          [
            t('campaign-results.window'),
            <span key="window">
              <Day on={window.from} /> – <Day on={window.to} />
            </span>,
          ],
          [t('campaign-results.through'), <Day key="through" on={of.judgedThrough} />],
        ]}
      />
    </>
  )
}

function Waves({ of }: { of: WaveResult[] }) {
  const { t } = useWords()
  const format = useFormat()
  const counted = (
    name: 'waiting' | 'sent' | 'delivered' | 'reached' | 'interested' | 'suppressed',
  ): Column<WaveResult> => ({
    ...{ name, head: t(`campaign.member.${name}`), width: 90, end: true },
    cell: (wave) => <span className="figures">{format.count(wave[name])}</span>,
  })
  return (
    <>
      <h3 className={classes.part}>{t('campaign-results.waves')}</h3>
      <Table
        label={t('campaign-results.waves')}
        columns={[
          { name: 'on', head: t('campaign-results.wave-on'), width: 110, cell: ({ on }) => <Day on={on} /> },
          {
            name: 'channel',
            head: t('campaign.channel'),
            width: 100,
            cell: ({ channel }) => t(`campaign.channel.${channel}`),
          },
          ...(['waiting', 'suppressed', 'sent', 'delivered', 'reached', 'interested'] as const).map(counted),
          {
            ...{ name: 'cost', head: t('campaign-results.contacts'), width: 120, end: true },
            cell: ({ cost }) => <Money value={cost} currency="CNY" />,
          },
        ]}
        rows={of}
        keyOf={({ id }) => id}
      />
    </>
  )
}
