import { Button } from '@mantine/core'
import { useState } from 'react'
import { Confirm } from '#ui/confirm.tsx'
import { Copy } from '#ui/copy.tsx'
import { Instant } from '#ui/day.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import { forgetVisit, type KeptVisit, keepVisit } from './kept-visits.ts'
import classes from './offline-visits.module.css'
import { sendVisits } from './send-visits.ts'

/** What is written down here and not with the firm: those that wait, or those that were refused, with why and what one can do. */
export function KeptList({ kept, onEdit }: { kept: readonly KeptVisit[]; onEdit: (visit: KeptVisit) => void }) {
  return (
    <ul className={classes.list}>
      {kept.map((visit) => (
        <li key={visit.entry.entryId} className={classes.kept}>
          <Kept of={visit} onEdit={() => onEdit(visit)} />
        </li>
      ))}
    </ul>
  )
}

function Kept({ of: visit, onEdit }: { of: KeptVisit; onEdit: () => void }) {
  const { t } = useWords()
  const [discarding, setDiscarding] = useState(false)
  const { entry, customer, refused } = visit
  const again = async () => {
    const { refused: _, ...rest } = visit
    await keepVisit({ ...rest, state: 'waiting' })
    await sendVisits(entry.madeBy)
  }
  return (
    <>
      <div className={classes.whose}>
        <strong>{customer}</strong>
        <span className={classes.dim}>
          {t(`outcome.${entry.outcome}`)} · {t('offline-visits.typed')} <Instant at={entry.enteredAt} />
        </span>
      </div>
      <p className={classes.content}>
        {entry.content} <Copy value={entry.content} />
      </p>
      {refused && (
        <>
          <p className={classes.why}>
            <strong>{whyOf(refused, t('offline-visits.refused'))}</strong> {t('offline-visits.refused.next')}
          </p>
          <div className={classes.actions}>
            <Button size="xs" onClick={onEdit}>
              {t('offline-visits.edit')}
            </Button>
            <Button size="xs" variant="default" onClick={() => void again()}>
              {t('offline-visits.again')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setDiscarding(true)}>
              {t('offline-visits.discard')}
            </Button>
          </div>
        </>
      )}
      {discarding && (
        <Confirm
          title={t('offline-visits.discard')}
          act={t('offline-visits.discard')}
          danger
          onAct={() => forgetVisit(entry.entryId)}
          onClose={() => setDiscarding(false)}
        >
          <p>{t('offline-visits.discard.text', { customer })}</p>
        </Confirm>
      )}
    </>
  )
}

const whyOf = ({ status, code, field }: NonNullable<KeptVisit['refused']>, otherwise: string) =>
  status === 404
    ? (wordsFor('offline-visits.out-of-sight') ?? otherwise)
    : field
      ? fieldText(code)
      : (wordsFor(`problem.${code}`) ?? otherwise)
