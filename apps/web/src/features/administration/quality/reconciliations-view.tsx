import { quality } from '@rapport/contract/administration/quality'
import { useAsk } from '#api/query.ts'
import { Allowed, useViewer } from '#api/viewer.tsx'
import { BusinessDay } from '#features/administration/etl-runs/business-day.tsx'
import { useAddress } from '#ui/address.ts'
import { isDay } from '#ui/days.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { AcceptDifference } from './accept-difference.tsx'
import classes from './quality.module.css'
import { ReconciliationRows } from './reconciliation-rows.tsx'

/** The reconciliations of a business date; what does not agree comes first and can be accepted, with a reason. */
export function ReconciliationsView() {
  const { t } = useWords()
  const { today } = useViewer()
  const { get, change } = useAddress()
  const said = get('day')
  const day = isDay(said) ? said : today
  const answer = useAsk(quality.reconciliations, { query: { businessDate: day } }, { keep: true })
  return (
    <>
      <div className={classes.range}>
        <BusinessDay day={day} />
      </div>
      <Answered answer={answer} lines={8}>
        {({ items }) => {
          const accepted = items.find(({ id }) => id === get('accept'))
          return (
            <>
              {items.length === 0 ? (
                <Empty title={t('reconciliation.none')}>{t('reconciliation.none.text')}</Empty>
              ) : (
                <ReconciliationRows items={items} accept={(id) => change({ accept: id })} />
              )}
              {accepted?.state === 'red' && (
                <Allowed to={quality.accept}>
                  <AcceptDifference of={accepted} onClose={() => change({ accept: null }, { replace: true })} />
                </Allowed>
              )}
            </>
          )
        }}
      </Answered>
    </>
  )
}
