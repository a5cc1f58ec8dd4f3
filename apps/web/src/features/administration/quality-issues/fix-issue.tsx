import { Button, Textarea, TextInput } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { Refusal } from '@rapport/contract/client'
import { type FormEvent, useState } from 'react'
import { useSend } from '#api/query.ts'
import { fieldWords } from '#features/administration/collection-items/field-words.ts'
import { reasonText, reasonWords } from '#features/file-mapping/reasons.ts'
import { LeavingGuard } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { type Cell, ColumnName, Said } from './issue-cells.tsx'
import classes from './issues.module.css'

interface Props {
  issue: QualityIssueDetails
  fieldOf: (column: string) => string
  onClose: () => void
}

const nowOf = (cell: Cell) => cell.fixed ?? cell.said

/** Says what the row should have said: only changed cells are sent, and what is still wrong stands at its cell. */
export function FixIssue({ issue, fieldOf, onClose }: Props) {
  const { t } = useWords()
  const [cells, setCells] = useState<Record<string, string>>({})
  const [note, setNote] = useState('')
  const send = useSend(qualityIssues.fix, { refresh: [qualityIssues.list, qualityIssues.open, collectionItems.list] })
  const changed = issue.cells.filter((cell) => (cells[cell.column] ?? nowOf(cell)) !== nowOf(cell))
  const refused = refusedIn(send.error)
  const known = new Set(issue.cells.flatMap(({ column }) => [`cells.${column}`, fieldOf(column)]))
  const elsewhere = refused.filter(({ field }) => !known.has(field))
  // Until it is tried, what is wrong is what it was held for.
  const wrongAt = (column: string) => {
    const now = send.error ? refused : issue.reasons
    return now.filter(({ field }) => field === `cells.${column}` || field === fieldOf(column))
  }
  const fix = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      cells: Object.fromEntries(changed.map(({ column }) => [column, cells[column] ?? ''])),
      note: note.trim() || null,
    }
    try {
      await send.mutateAsync({ params: { id: issue.id }, version: issue.version, body })
      void notify(t('issue.fixed.done'))
      onClose()
    } catch (error) {
      // It is told at the cells and below.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return (
    <form
      noValidate
      className={classes.form}
      aria-label={t('issue.fix')}
      onSubmit={(event) => void fix(event).catch(() => {})}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void fix(event).catch(() => {})
      }}
    >
      <p className={classes.hint}>{t('issue.fix.text')}</p>
      {issue.cells.map((cell) => {
        const field = fieldOf(cell.column)
        const wrong = wrongAt(cell.column).map(({ code }) => reasonWords(code))
        if (cell.masked)
          return (
            <div key={cell.column} className={classes.locked}>
              <span className={classes.label}>
                <ColumnName column={cell.column} field={field} />
              </span>
              <Said cell={cell} text={nowOf(cell)} />
              {wrong.map((text) => (
                <span key={text} className={classes.wrong}>
                  {text}
                </span>
              ))}
            </div>
          )
        return (
          <TextInput
            key={cell.column}
            size="xs"
            maxLength={4000}
            autoComplete="off"
            aria-label={field === cell.column ? cell.column : `${cell.column}, ${fieldWords(field)}`}
            label={<ColumnName column={cell.column} field={field} />}
            description={nowOf(cell) === cell.said ? undefined : t('issue.said.was', { said: cell.said })}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={cells[cell.column] ?? nowOf(cell)}
            error={wrong.length > 0 ? wrong.join(' ') : undefined}
            onChange={({ currentTarget: { value } }) => setCells({ ...cells, [cell.column]: value })}
          />
        )
      })}
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxLength={500}
        label={t('issue.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {send.error && (
        <div role="alert" className={classes.problem}>
          <strong>{problemText(send.error).title}</strong> {problemText(send.error).advice}
          {elsewhere.map(({ field, code }) => (
            <div key={`${field} ${code}`}>{reasonText({ field, code }, fieldWords)}</div>
          ))}
        </div>
      )}
      <div className={classes.actions}>
        <Button type="submit" disabled={changed.length === 0} loading={send.isPending} title="Ctrl/⌘ Enter">
          {t('issue.fix.act', { count: changed.length })}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
      <LeavingGuard when={changed.length > 0 && !send.isSuccess} />
    </form>
  )
}
