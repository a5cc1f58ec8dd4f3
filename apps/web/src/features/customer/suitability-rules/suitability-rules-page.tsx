import { type SuitabilityRulesRow, suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { Views } from '#ui/views.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { DraftRules } from './draft-rules.tsx'
import { RulesMark } from './rules-mark.tsx'

/** The rules by which products are held against customers, in all their versions, and the way to a new one. */
export function SuitabilityRulesPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const reads = useMay(suitabilityRules.list)
  const drafts = useMay(suitabilityRules.draft)
  const offered = drafts ? (['versions', 'draft'] as const) : (['versions'] as const)
  const shown = offered.find((view) => view === get('view')) ?? 'versions'
  return (
    <Page title={t('rules.title')} about={t('rules.about')}>
      {reads ? (
        <>
          <Views
            label={t('rules.views')}
            views={offered.map((name) => ({ name, label: t(`rules.view.${name}`) }))}
            shown={shown}
          />
          {shown === 'versions' ? <Versions /> : <DraftRules />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Versions() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const phone = usePhone()
  const answer = useAsk(suitabilityRules.list, {})
  const link = (one: SuitabilityRulesRow) => <Link to={`/suitability-rules/${one.id}`}>{nameOf(one)}</Link>
  const mark = (one: SuitabilityRulesRow) => <RulesMark of={one} />
  const columns: Column<SuitabilityRulesRow>[] = [
    { name: 'name', head: t('rules.name'), width: 280, cell: link },
    { name: 'regime', head: t('rules.regime'), width: 140, cell: ({ regime }) => t(`rules.regime.${regime}`) },
    { name: 'number', head: t('rules.version'), width: 80, end: true, cell: ({ number }) => number },
    { name: 'state', head: t('rules.state'), width: 150, cell: mark },
    { name: 'from', head: t('rules.from'), width: 120, cell: (one) => <RulesFrom of={one} /> },
    { name: 'tests', head: t('rules.tests'), width: 80, end: true, cell: ({ tests }) => tests },
  ]
  return (
    <Answered answer={answer} lines={4}>
      {({ items }) =>
        phone ? (
          <TwoLines
            label={t('rules.title')}
            rows={items}
            keyOf={({ id }) => id}
            first={link}
            state={mark}
            second={({ regime, number }) =>
              `${t(`rules.regime.${regime}`)} · ${t('suitability.rules.number', { number })}`
            }
          />
        ) : (
          <Table label={t('rules.title')} columns={columns} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Answered>
  )
}

/** From which day a version holds; what the product brought, from the first. */
export function RulesFrom({ of: { state, madeBy, effectiveFrom } }: { of: SuitabilityRulesRow }) {
  const { t } = useWords()
  return state === 'live' && !madeBy && effectiveFrom === '2000-01-01' ? t('rules.brought') : <Day on={effectiveFrom} />
}
