import { Button } from '@mantine/core'
import { type QualityRule, qualityRules } from '@rapport/contract/administration/quality-rules'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { demandOf } from './rule-words.ts'
import classes from './rules.module.css'

interface Props {
  rules: readonly QualityRule[]
  edit: (id: string) => void
}

/** Rules below the items whose rows must keep them. */
export function RulesByItem({ rules, edit }: Props) {
  const items = new Map(rules.map(({ item }) => [item.id, item]))
  return [...items.values()].map((item) => (
    <section key={item.id} className={classes.item} aria-label={item.name}>
      <h2>
        {item.name} <span className={classes.code}>{item.code}</span>
      </h2>
      <RuleRows of={item.name} rules={rules.filter((rule) => rule.item.id === item.id)} edit={edit} />
    </section>
  ))
}

/** The rules of one item; two lines each on a phone. */
function RuleRows({ of, rules, edit }: Props & { of: string }) {
  const { t } = useWords()
  const phone = usePhone()
  const label = t('rule.of', { item: of })
  const paused = ({ active }: QualityRule) => !active && <Tag tone="amber">{t('source.paused')}</Tag>
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={rules}
        keyOf={({ id }) => id}
        first={({ name }) => name}
        state={paused}
        second={({ settings, effect }) => (
          <>
            <Demand of={settings} /> {t(`rule.effect.${effect}`)}
          </>
        )}
        actions={(rule) => <RuleActions rule={rule} edit={edit} />}
      />
    )
  return (
    <Table<QualityRule>
      label={label}
      rows={rules}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'name',
          head: t('rule.one'),
          width: 180,
          cell: (rule) => (
            <>
              {rule.name} <span className={classes.code}>{rule.code}</span> {paused(rule)}
            </>
          ),
        },
        { name: 'kind', head: t('rule.kind'), width: 110, cell: ({ settings }) => t(`rule.kind.${settings.kind}`) },
        { name: 'demand', head: t('rule.demand'), width: 260, cell: ({ settings }) => <Demand of={settings} /> },
        { name: 'effect', head: t('rule.effect'), width: 130, cell: ({ effect }) => t(`rule.effect.${effect}`) },
        { name: 'owner', head: t('item.owner'), width: 90, cell: ({ owner }) => owner?.name ?? '–' },
        {
          name: 'actions',
          head: t('rule.actions'),
          width: 140,
          cell: (rule) => <RuleActions rule={rule} edit={edit} />,
        },
      ]}
    />
  )
}

function Demand({ of }: { of: QualityRule['settings'] }) {
  if (of.kind === 'condition') return <code className={classes.condition}>{of.condition}</code>
  return <span className={classes.demand}>{demandOf(of)}</span>
}

function RuleActions({ rule, edit }: { rule: QualityRule; edit: (id: string) => void }) {
  const { t } = useWords()
  const send = useSend(qualityRules.change, { refresh: [qualityRules.list] })
  const pause = async () => {
    try {
      await send.mutateAsync({ params: { id: rule.id }, version: rule.version, body: { active: !rule.active } })
      void notify(t(rule.active ? 'source.paused.done' : 'source.resumed.done', { name: rule.name }))
    } catch (refused) {
      void notify(problemText(refused).title)
    }
  }
  const verb = t(rule.active ? 'source.pause' : 'source.resume')
  return (
    <Allowed to={qualityRules.change}>
      <span className={classes.actions}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-label={`${t('ui.edit')}: ${rule.name}`}
          onClick={() => edit(rule.id)}
        >
          {t('ui.edit')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-label={`${verb}: ${rule.name}`}
          loading={send.isPending}
          onClick={() => void pause()}
        >
          {verb}
        </Button>
      </span>
    </Allowed>
  )
}
