import { Button } from '@mantine/core'
import { type TierInRow, type TierLadder, tiers } from '@rapport/contract/analytics/tiers'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { EditLadder } from './edit-ladder.tsx'
import { TierMigration } from './tier-migration.tsx'
import { useTierName } from './tier-name.ts'
import classes from './tiers.module.css'

/** Asked again while everybody is being judged by new thresholds, milliseconds. */
const AGAIN = 1_500

/** The tiers by assets: where they begin, who of those in sight is in each, and who moved. */
export function TiersPage() {
  const { t } = useWords()
  const allowed = useMay(tiers.ladder)
  const [editing, setEditing] = useState(false)
  const answer = useAsk(
    tiers.ladder,
    {},
    { enabled: allowed, again: (reply) => (reply && !reply.applied ? AGAIN : false) },
  )
  return (
    <Page
      title={t('tiers.title')}
      about={t('tiers.about')}
      actions={
        answer.data &&
        !editing && (
          <Allowed to={tiers.change}>
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('tiers.change')}
            </Button>
          </Allowed>
        )
      }
    >
      {allowed ? (
        <Answered answer={answer} lines={9}>
          {(ladder) => (
            <div className={classes.page}>
              {editing && <EditLadder ladder={ladder} done={() => setEditing(false)} />}
              <Ladder of={ladder} />
              <TierMigration ladder={ladder} />
            </div>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Ladder({ of }: { of: TierLadder }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useTierName(of.items)
  const phone = usePhone()
  const rows = [...of.items].reverse()
  const number = (name: 'customers' | 'rose' | 'fell', head: string) => ({
    name,
    head,
    width: 100,
    end: true,
    cell: (tier: TierInRow) => <span className="figures">{format.count(tier[name])}</span>,
  })
  return (
    <Section title={t('tiers.ladder')} actions={!of.applied && <Tag tone="blue">{t('tiers.judging')}</Tag>}>
      {phone ? (
        <TwoLines
          label={t('tiers.ladder')}
          rows={rows}
          keyOf={({ code }) => code}
          first={({ code }) => nameOf(code)}
          state={({ floor }) => <span className="figures">≥ {format.compact(floor, 0)}</span>}
          second={({ customers, assets, rose, fell }) => (
            <span className="figures">
              {format.count(customers)} · {format.compact(assets)} · ↑{format.count(rose)} ↓{format.count(fell)}
            </span>
          )}
        />
      ) : (
        <Table<TierInRow>
          label={t('tiers.ladder')}
          rows={rows}
          keyOf={({ code }) => code}
          columns={[
            { name: 'tier', head: t('tiers.tier'), width: 180, cell: ({ code }) => nameOf(code) },
            {
              name: 'floor',
              head: t('tiers.floor'),
              width: 140,
              end: true,
              cell: ({ floor }) => <Money value={floor} digits={[0, 2]} />,
            },
            number('customers', t('tiers.customers')),
            {
              name: 'assets',
              head: t('tiers.assets'),
              width: 140,
              end: true,
              cell: ({ assets }) => <Money value={assets} compact />,
            },
            number('rose', t('tiers.rose')),
            number('fell', t('tiers.fell')),
          ]}
        />
      )}
      <p className={classes.small}>
        {t('tiers.in-sight', { without: format.count(of.without), month: format.month(of.month) })}{' '}
        {t('tiers.version', { version: of.version, day: format.day(of.fromDay) })}
        {of.changedBy && ` · ${of.changedBy.name}`}
        {of.reason && ` · ${of.reason}`}
      </p>
    </Section>
  )
}
