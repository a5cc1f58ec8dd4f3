import type { NewTask } from '#features/service/tasks/add-tasks.ts'
import { dueAfter, type ServiceTime, warnedAt } from '#features/service/working-time/working-time.ts'
import type { OpenMoment } from './open-moments.ts'
import { speak } from './script.ts'

/** One contact: what is said to one customer of one day. */
export interface Contact {
  moments: [OpenMoment, ...OpenMoment[]]
  dueAt: Date
  warnAt: Date | null
  /** Quiet until then. */
  notBefore: Date | null
}

/** What must be done comes before what may, then what is due first. */
const firstOf = (one: OpenMoment & { dueAt: Date }, other: OpenMoment & { dueAt: Date }) =>
  Number(other.definition.necessity === 'must') - Number(one.definition.necessity === 'must') ||
  one.dueAt.getTime() - other.dueAt.getTime() ||
  one.code.localeCompare(other.code)

/** Puts the moments of one customer and day together to one contact; one that needs another skill is a contact of its own. */
function contactsOf(moments: readonly OpenMoment[], time: ServiceTime, now: Date): Contact[] {
  const timed = moments
    .map((moment) => ({ ...moment, dueAt: dueAfter(time, now, moment.definition.limit) }))
    .sort(firstOf)
  const contacts: Contact[] = []
  for (const moment of timed) {
    const { skill, limit } = moment.definition
    const fits = contacts.find(({ moments: [first] }) => skill === null || skill === first.definition.skill)
    if (!fits) {
      const warnAt = moment.late ? null : warnedAt(time, now, moment.dueAt, limit.clock)
      contacts.push({ moments: [moment], dueAt: moment.dueAt, warnAt, notBefore: null })
    } else fits.moments.push(moment)
  }
  return contacts
}

/** The contacts that these moments make, by customer and day. */
export function contactsByDay(moments: readonly OpenMoment[], time: ServiceTime, now: Date): Contact[] {
  const groups = new Map<string, OpenMoment[]>()
  for (const moment of moments) {
    const key = `${moment.customerId} ${moment.occurredOn}`
    const group = groups.get(key)
    if (group) group.push(moment)
    else groups.set(key, [moment])
  }
  return [...groups.values()].flatMap((group) => contactsOf(group, time, now))
}

/** What moments are called, and what is said of each, in both languages. */
export function wordsOf(moments: readonly OpenMoment[]) {
  const joined = (words: (moment: OpenMoment) => string, by: string) => moments.map(words).join(by)
  return {
    title: joined(({ definition }) => definition.name, ', ').slice(0, 200),
    titleZh: joined(({ definition }) => definition.nameZh, '、').slice(0, 200),
    details: joined((moment) => speak(moment.definition.script, moment, 'en'), '\n').slice(0, 2000),
    detailsZh: joined((moment) => speak(moment.definition.scriptZh, moment), '\n').slice(0, 2000),
  }
}

/** The task of a contact, named by what comes first. */
export function taskOf({ moments, dueAt, warnAt, notBefore }: Contact): NewTask {
  const [first] = moments
  const { necessity, skill, goal } = first.definition
  return {
    kind: 'moment',
    aboutId: first.id,
    code: first.code,
    ...wordsOf(moments),
    customerId: first.customerId,
    assigneeId: first.ownerId,
    necessity,
    skill,
    occurredOn: first.occurredOn,
    late: first.late,
    notBefore,
    dueAt: notBefore && notBefore > dueAt ? notBefore : dueAt,
    warnAt,
    goal,
  }
}
