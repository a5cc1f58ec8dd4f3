import { Button } from '@mantine/core'
import { type MomentRuleInRow, moments } from '@rapport/contract/service/moments'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { FoundMoments } from './found-moments.tsx'
import { RuleState } from './moment-state.tsx'
import { useMomentName } from './moment-words.ts'

/** What happened to customers that somebody should know of, and the rules by which it is found. */
export function MomentsPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(moments.rules)
  const view = get('view') === 'found' ? 'found' : 'rules'
  return (
    <Page
      fill={view === 'found'}
      title={t('moments.title')}
      about={t('moments.about')}
      actions={
        <Allowed to={moments.createRule}>
          <Button component={Link} to="/moments/new">
            {t('moments.new')}
          </Button>
        </Allowed>
      }
    >
      {allowed ? (
        <>
          <Views
            label={t('moments.views')}
            views={[
              { name: 'rules', label: t('moments.rules') },
              { name: 'found', label: t('moments.found') },
            ]}
            shown={view}
          />
          {view === 'found' ? <FoundMoments /> : <Rules />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Rules() {
  const { t } = useWords()
  const answer = useAsk(moments.rules)
  return (
    <Answered answer={answer} lines={10}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('moments.none')}>{t('moments.none.text')}</Empty>
        ) : (
          <RuleTable items={items} />
        )
      }
    </Answered>
  )
}

const counted = ['found', 'tasks', 'merged', 'suppressed', 'heldOut'] as const

function RuleTable({ items }: { items: MomentRuleInRow[] }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useMomentName()
  const phone = usePhone()
  const link = (rule: MomentRuleInRow) => <Link to={`/moments/${rule.code}`}>{nameOf(rule)}</Link>
  if (phone)
    return (
      <TwoLines
        label={t('moments.rules')}
        rows={items}
        keyOf={({ id }) => id}
        first={link}
        state={(rule) => <RuleState of={rule} />}
        second={(rule) =>
          `${rule.code} · ${t(`necessity.${rule.necessity}`)} · ${t('moment.counts', {
            found: format.count(rule.counts.found),
            tasks: format.count(rule.counts.tasks),
          })}`
        }
      />
    )
  return (
    <Table<MomentRuleInRow>
      label={t('moments.rules')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { name: 'code', head: t('moment.code'), width: 80, cell: (rule) => rule.code },
        { name: 'name', head: t('moment.name'), width: 240, cell: link },
        { name: 'state', head: t('moment.rule-state'), width: 150, cell: (rule) => <RuleState of={rule} /> },
        { name: 'necessity', head: t('task.necessity'), width: 90, cell: (rule) => t(`necessity.${rule.necessity}`) },
        {
          name: 'day',
          head: t('moment.last-day'),
          width: 120,
          cell: ({ lastRun }) => (lastRun ? <Day on={lastRun.day} /> : '–'),
        },
        ...counted.map((name) => ({
          name,
          head: t(`moment.counted.${name}`),
          width: 90,
          end: true,
          cell: ({ counts, lastRun }: MomentRuleInRow) => (
            <span className="figures">{lastRun ? format.count(counts[name]) : '–'}</span>
          ),
        })),
      ]}
    />
  )
}
