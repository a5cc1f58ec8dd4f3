import { Button, Select } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { qualityRules } from '@rapport/contract/administration/quality-rules'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { EditRule, NewRule } from './rule-form.tsx'
import { RulesByItem } from './rule-rows.tsx'
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
