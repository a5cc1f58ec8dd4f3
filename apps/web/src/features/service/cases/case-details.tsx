import { Button } from '@mantine/core'
import type { Case, caseSteps } from '@rapport/contract/service/cases'
import { useState } from 'react'
import { useViewer } from '#api/viewer.tsx'
import { ApprovalOf } from '#features/administration/approvals/approval-of.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { CaseFacts } from './case-facts.tsx'
import { CaseMark } from './case-mark.tsx'
import { CaseStory } from './case-story.tsx'
import classes from './cases.module.css'
import { ChangeCase } from './change-case.tsx'
import { Approve, Assign, Recuse } from './supervise-case.tsx'
import { TakeStep } from './take-step.tsx'

type Doing = (typeof caseSteps)[number] | 'approve' | 'assign' | 'take-over' | 'recuse' | 'change'

/** A case: what comes next, what may be done, what is known, and all that happened. */
export function CaseDetails({ of: one }: { of: Case }) {
  const [doing, setDoing] = useState<Doing>()
  const done = () => setDoing(undefined)
  return (
    <div className={classes.details}>
      <Next of={one} />
      {doing === undefined && <Actions of={one} choose={setDoing} />}
      {doing === 'approve' && <Approve of={one} onDone={done} />}
      {(doing === 'assign' || doing === 'take-over') && <Assign of={one} toMe={doing === 'take-over'} onDone={done} />}
      {doing === 'recuse' && <Recuse of={one} onDone={done} />}
      {doing === 'change' && <ChangeCase of={one} onDone={done} />}
      {isStep(one, doing) && <TakeStep key={doing} of={one} step={doing} onDone={done} />}
      <ApprovalOf kind="case-answer" id={one.id} />
      <CaseFacts of={one} />
      <CaseStory id={one.id} />
    </div>
  )
}

const isStep = (one: Case, doing: Doing | undefined): doing is (typeof caseSteps)[number] =>
  doing !== undefined && (one.steps as string[]).includes(doing)

/** What is to be done next, by whom and until when. */
function Next({ of: one }: { of: Case }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <p className={classes.next}>
      <CaseMark of={one} />
      {one.turn && one.turnDueAt && (
        <span>
          {t('case.turn.until', {
            turn: t(`case-turn.${one.turn}`),
            who: one.turnBy?.name ?? t('case.handler.nobody'),
            at: format.instant(one.turnDueAt),
          })}
        </span>
      )}
    </p>
  )
}

/** The one action that leads on stands out; the others stand beside it. */
function Actions({ of: one, choose }: { of: Case; choose: (doing: Doing) => void }) {
  const { t } = useWords()
  const viewer = useViewer()
  const works = viewer.permissions.includes('case.work')
  const mine = one.handler?.id === viewer.id
  const others: Doing[] = []
  if (one.supervises && !mine) others.push('take-over')
  if (one.supervises) others.push('assign', 'recuse')
  if (works && one.open) others.push('change')
  const label = (doing: Doing) => {
    if (doing === 'approve') return t('case.approve')
    if (doing === 'assign' || doing === 'take-over' || doing === 'recuse' || doing === 'change')
      return t(`case.${doing}`)
    return t(`case.step.${doing}`)
  }
  const all: Doing[] = [...(one.approves ? (['approve'] as const) : []), ...one.steps, ...others]
  return (
    <div className={classes.actions}>
      {all.map((doing, i) => (
        <Button key={doing} variant={i === 0 && doing !== 'note' ? 'filled' : 'default'} onClick={() => choose(doing)}>
          {label(doing)}
        </Button>
      ))}
    </div>
  )
}
