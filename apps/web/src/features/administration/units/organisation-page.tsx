import { Button, Switch } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import type { Unit } from '@rapport/contract/administration/organisation-choices'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { NewUnit } from './new-unit.tsx'
import classes from './organisation.module.css'
import { UnitPanel } from './unit-panel.tsx'
import { UnitRows } from './unit-rows.tsx'
import { hasEnded, treeOf } from './unit-tree.ts'

/** The organisation as a tree; a unit opens beside it. Ended units are shown when asked for. */
export function OrganisationPage() {
  const { t } = useWords()
  const may = useMay(units.list)
  const { get, change } = useAddress()
  const answer = useAsk(units.list, {}, { enabled: may })
  const adding = get('add')
  return (
    <Page
      fill
      title={t('frame.organisation')}
      about={t('unit.about')}
      actions={
        <Allowed to={units.create}>
          <Button onClick={() => change({ add: 'new' })}>{t('unit.add')}</Button>
        </Allowed>
      }
    >
      {may ? (
        <Answered answer={answer} lines={12}>
          {({ items }) => (
            <>
              <Tree all={items} />
              {adding && (
                <Allowed to={units.create}>
                  <NewUnit
                    all={items}
                    {...(adding === 'new' ? {} : { below: adding })}
                    onClose={() => change({ add: null }, { replace: true })}
                  />
                </Allowed>
              )}
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Tree({ all }: { all: Unit[] }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { get, change } = useAddress()
  const withEnded = get('ended') === 'true'
  const shown = withEnded ? all : all.filter((unit) => !hasEnded(unit, today))
  const looked = all.find(({ id }) => id === get('unit'))
  return (
    <div className={classes.beside}>
      <div className={classes.tree}>
        {all.some((unit) => hasEnded(unit, today)) && (
          <Switch
            size="xs"
            label={t('unit.show-ended')}
            checked={withEnded}
            onChange={(event) => change({ ended: event.currentTarget.checked ? 'true' : null }, { replace: true })}
          />
        )}
        {shown.length === 0 ? (
          <Empty title={t('unit.none')}>{t('unit.none.text')}</Empty>
        ) : (
          <UnitRows branches={treeOf(shown)} looked={looked?.id} />
        )}
      </div>
      {looked && (
        <UnitPanel
          key={looked.id}
          unit={looked}
          all={all}
          onClose={() => change({ unit: null }, { replace: true })}
          onAdd={() => change({ add: looked.id })}
        />
      )}
    </div>
  )
}
