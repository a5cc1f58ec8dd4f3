import type { Db } from '@rapport/database/as-viewer'
import { noteMoment } from '#features/service/moments/note-moment.ts'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter, warnedAt } from '#features/service/working-time/working-time.ts'
import { businessDay } from '#product.ts'

interface Scored {
  responseId: string
  customerId: string
  survey: string
  surveyZh: string
  words: string
  csat: number | null
  nps: number | null
}

/** M29 of domain 4: CSAT of 2 or less, NPS of 6 or less. */
export const isLow = ({ csat, nps }: Pick<Scored, 'csat' | 'nps'>) =>
  (csat !== null && csat <= 2) || (nps !== null && nps <= 6)

/** A low score is a moment of the customer, and a task that must be done within one working day, for the customer's manager, else for whoever takes it. */
export async function openLowScore(db: Db, scored: Scored, now: Date) {
  if (!isLow(scored)) return
  const { responseId, customerId, survey, surveyZh, words, csat, nps } = scored
  const [customer] = await db.rows<{ ownerId: string | null }>(
    'low-score.owner',
    `select u.id as "ownerId" from customers c left join users u on u.id = c.owner_id and u.disabled_at is null where c.id = $1::uuid`,
    [customerId],
  )
  const time = await serviceTime(db, businessDay(now))
  const dueAt = dueAfter(time, now, { clock: 'working', days: 1 })
  const said = words ? `\n${words.slice(0, 500)}` : ''
  const scores = [csat === null ? [] : [`CSAT ${csat}/5`], nps === null ? [] : [`NPS ${nps}/10`]].flat()
  const task = {
    kind: 'survey' as const,
    aboutId: responseId,
    code: 'M29',
    title: 'Low score in a survey',
    titleZh: '调查低分',
    details: `${survey}: ${scores.join(', ')}${said}`,
    detailsZh: `${surveyZh}：${scores.join('，')}${said}`,
    customerId,
    assigneeId: customer?.ownerId ?? null,
    necessity: 'must' as const,
    channel: 'phone' as const,
    occurredOn: businessDay(now),
    dueAt,
    warnAt: warnedAt(time, now, dueAt),
  }
  await addTasks(db, [task], now)
  const about = { kind: 'survey', id: responseId } as const
  await noteMoment(db, { signal: 'low-survey', customerId, subject: responseId, day: businessDay(now), about })
}
