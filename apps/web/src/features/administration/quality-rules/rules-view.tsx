import { Button, Select } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type QualityRule, qualityRules } from '@rapport/contract/administration/quality'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { notify } from '#ui/notify.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { EditRule, NewRule } from './rule-form.tsx'
import { demandOf } from './rule-words.ts'
import classes from './rules.module.css'

/** The rules that rows must keep, by item. Item and opened form are in the URL. */
export function RulesView() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const itemId = get('itemId')
  const items = useAsk(collectionItems.list)
  const answer = useAsk(qualityRules.list, { query: itemId ? { itemId } : {} }, { keep: true })
  const add = (
    <Allowed to={qualityRules.create}>
      <Button onClick={() => change({ rule: 'new' })}>{t('rule.add')}</Button>
    </Allowed>
  )
  const close = () => change({ rule: null }, { replace: true })
  return (
    <>
      <div className={classes.tools}>
        <Select
          size="xs"
          w={240}
          aria-label={t('item.one')}
          placeholder={t('rule.all-items')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
          nothingFoundMessage={t('ui.nothing-found')}
          data={(items.data?.items ?? []).map(({ id, name, source }) => ({
            value: id,
            label: `${name} · ${source.name}`,
          }))}
          value={itemId ?? null}
          onChange={(next) => change({ itemId: next }, { replace: true })}
        />
        {add}
      </div>
      <Answered answer={answer} lines={8}>
        {({ items: rules }) => {
          const edited = rules.find(({ id }) => id === get('rule'))
          return (
            <>
              {rules.length === 0 ? (
                <Empty title={t('rule.none')}>{t('rule.none.text')}</Empty>
              ) : (
                <RulesByItem rules={rules} edit={(id) => change({ rule: id })} />
              )}
              {get('rule') === 'new' && items.data && (
                <Allowed to={qualityRules.create}>
                  <NewRule items={items.data.items} itemId={itemId} onClose={close} />
                </Allowed>
              )}
              {edited && items.data && (
                <Allowed to={qualityRules.change}>
                  <EditRule
                    rule={edited}
                    item={items.data.items.find(({ id }) => id === edited.item.id)}
                    onClose={close}
                  />
                </Allowed>
              )}
            </>
          )
        }}
      </Answered>
    </>
  )
}

function RulesByItem({ rules, edit }: { rules: readonly QualityRule[]; edit: (id: string) => void }) {
  const { t } = useWords()
  const items = new Map(rules.map(({ item }) => [item.id, item]))
  return [...items.values()].map((item) => (
    <section key={item.id} className={classes.item} aria-label={item.name}>
      <h2>
        {item.name} <span className={classes.code}>{item.code}</span>
      </h2>
      <Table<QualityRule>
        label={t('rule.of', { item: item.name })}
        rows={rules.filter((rule) => rule.item.id === item.id)}
        keyOf={({ id }) => id}
        columns={[
          {
            name: 'name',
            head: t('rule.one'),
            width: 180,
            cell: (rule) => (
              <>
                {rule.name} <span className={classes.code}>{rule.code}</span>{' '}
                {!rule.active && <Tag tone="amber">{t('source.paused')}</Tag>}
              </>
            ),
          },
          { name: 'kind', head: t('rule.kind'), width: 110, cell: ({ settings }) => t(`rule.kind.${settings.kind}`) },
          {
            name: 'demand',
            head: t('rule.demand'),
            width: 260,
            cell: ({ settings }) =>
              settings.kind === 'condition' ? (
                <code className={classes.condition}>{settings.condition}</code>
              ) : (
                <span className={classes.demand}>{demandOf(settings)}</span>
              ),
          },
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
    </section>
  ))
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
