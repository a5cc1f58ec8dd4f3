import { customers } from '@rapport/contract/customer/customers'
import type { Task } from '@rapport/contract/service/tasks'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMay } from '#api/viewer.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { Necessity, TaskMark } from './task-mark.tsx'
import classes from './tasks.module.css'

/** Whom it is about, until when, who has it, and what came of it. */
export function TaskFacts({ task }: { task: Task }) {
  const { t, locale } = useWords()
  const mayOpen = useMay(customers.open)
  const { customer } = task
  const details = (locale === 'zh-CN' ? task.detailsZh : null) ?? task.details
  const facts: [string, ReactNode][] = [
    [
      t('task.customer'),
      customer && (mayOpen ? <Link to={`/customers/${customer.id}`}>{customer.name}</Link> : customer.name),
    ],
    [t('task.due-at'), <Instant key="due" at={task.dueAt} />],
    [t('task.state'), <TaskMark key="state" of={task} />],
    [t('task.necessity'), <Necessity key="necessity" of={task} />],
    [t('task.assignee'), `${task.assignee?.name ?? t('task.assignee.nobody')} · ${task.unit.name}`],
    [t('task.kind'), [t(`task-kind.${task.kind}`), task.code].filter(Boolean).join(' ')],
  ]
  if (task.skill) facts.push([t('task.skill'), t(`skill.${task.skill}`)])
  if (task.occurredOn)
    facts.push([
      t('task.occurred-on'),
      <span key="day">
        <Day on={task.occurredOn} /> {task.late && t('task.late')}
      </span>,
    ])
  if (task.attempts > 0) facts.push([t('task.attempts'), task.attempts])
  if (task.notBefore) facts.push([t('task.not-before'), <Instant key="not-before" at={task.notBefore} />])
  if (task.doneAt) {
    facts.push([t('task.done'), <Instant key="done" at={task.doneAt} />], [t('task.done-by'), task.doneBy])
    if (task.feedback) facts.push([t('task.feedback'), t(`task-feedback.${task.feedback}`)])
    if (task.effective !== null)
      facts.push([t('task.effective'), t(task.effective ? 'task.effective.yes' : 'task.effective.no')])
  }
  return (
    <>
      <Facts of={facts} />
      {details && (
        <section aria-label={t('task.details')}>
          <p className={classes.script}>{details}</p>
        </section>
      )}
      {task.note && <p className={classes.script}>{task.note}</p>}
    </>
  )
}
