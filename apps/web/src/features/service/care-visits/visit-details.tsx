import { Button } from '@mantine/core'
import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { useState } from 'react'
import { Link } from 'react-router'
import { Allowed, useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import { CancelVisit } from './cancel-visit.tsx'
import { ChangeVisit } from './change-visit.tsx'
import classes from './visit.module.css'
import { PlannedFacts, RecordedFacts } from './visit-facts.tsx'

/** A visit with what may be done to it now: record, change, cancel. */
export function VisitDetails({ visit }: { visit: CareVisit }) {
  const { t } = useWords()
  const { today } = useViewer()
  const [doing, setDoing] = useState<'change' | 'cancel'>()
  const done = () => setDoing(undefined)
  if (doing === 'change') return <ChangeVisit visit={visit} onDone={done} />
  return (
    <div className={classes.details}>
      <PlannedFacts visit={visit} withState />
      <RecordedFacts visit={visit} />
      {doing === 'cancel' ? (
        <CancelVisit visit={visit} onDone={done} />
      ) : (
        visit.state === 'planned' && (
          <div className={classes.actions}>
            {visit.plannedOn <= today && (
              <Allowed to={careVisits.recordOutcome}>
                <Button component={Link} to={`/care-visits/${visit.id}/record`}>
                  {t('care-visit.record')}
                </Button>
              </Allowed>
            )}
            <Allowed to={careVisits.change}>
              <Button variant="default" onClick={() => setDoing('change')}>
                {t('care-visit.change')}
              </Button>
            </Allowed>
            <Allowed to={careVisits.cancel}>
              <Button variant="default" onClick={() => setDoing('cancel')}>
                {t('care-visit.cancel')}
              </Button>
            </Allowed>
          </div>
        )
      )}
    </div>
  )
}
