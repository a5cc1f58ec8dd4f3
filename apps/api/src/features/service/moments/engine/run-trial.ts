import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import type { MomentTrial } from '@rapport/contract/service/moments'
import { asSystem, asViewer } from '@rapport/database/as-viewer'
import type { Place } from '#features/analytics/conditions/compile.ts'
import { viewerById } from '#http/session.ts'
import { foundSql } from './found-sql.ts'
import { isOfTheRule, type Works } from './judge-rule.ts'
import { doNotDisturb } from './open-moments.ts'

const EXAMPLES = 10
const DAY = 86_400_000

interface Trial {
  id: string
  definition: MomentDefinition
  from: string
  to: string
  askedBy: string
}
type Day = MomentTrial['days'][number]
interface Found {
  customerId: string
  silent: boolean
  closed: boolean
}

const save = (
  { connections }: Works,
  id: string,
  change: { state: string; days: Day[]; examples: string[]; error?: string },
) =>
  asSystem(connections, {}, (db) =>
    db.rows(
      'moments.trial-save',
      'update moment_trials set state = $2, days_done = $3::int, result = $4::jsonb, error = left($5, 500) where id = $1',
      [
        id,
        change.state,
        change.days.length,
        JSON.stringify({ days: change.days, examples: change.examples }),
        change.error ?? null,
      ],
    ),
  )

/** What is left of a day after do-not-disturb and the cool-down, which goes by what the trial itself found before. */
function leave(
  day: string,
  found: readonly Found[],
  { notice, coolDownDays }: MomentDefinition,
  last: Map<string, number>,
): Day {
  const at = Date.parse(day) / DAY
  const count: Day = { day, found: found.length, coolDown: 0, doNotDisturb: 0, closed: 0, left: 0 }
  for (const { customerId, silent, closed } of found) {
    const before = last.get(customerId)
    if (closed) count.closed++
    else if (silent && notice === 'care') count.doNotDisturb++
    else if (before !== undefined && before !== at && at - before < coolDownDays) count.coolDown++
    else {
      count.left++
      last.set(customerId, at)
    }
  }
  return count
}

/** Takes the next trial that waits, or that somebody left behind, and makes it day by day as whoever asked. Whether there was one. */
export async function runTrial(works: Works, stopping: () => boolean = () => false): Promise<boolean> {
  const [trial] = await asSystem(works.connections, {}, (db) =>
    db.rows<Trial>(
      'moments.trial-take',
      `update moment_trials set state = 'running' where id = (select id from moment_trials where state in ('waiting', 'running')
         order by asked_at limit 1 for update skip locked)
       returning id, definition, to_char(from_day, 'YYYY-MM-DD') as from, to_char(to_day, 'YYYY-MM-DD') as to, asked_by as "askedBy"`,
      [],
    ),
  )
  if (!trial) return false
  const days: Day[] = []
  const examples: string[] = []
  const fail = (error: string) => save(works, trial.id, { state: 'failed', days, examples, error })
  const last = new Map<string, number>()
  for (let at = Date.parse(trial.from); at <= Date.parse(trial.to); at += DAY) {
    if (stopping()) return false
    const viewer = await viewerById(works, trial.askedBy)
    if (!viewer?.permissions.includes('moment.configure')) {
      await fail('not allowed any more')
      return true
    }
    const day = new Date(at).toISOString().slice(0, 10)
    try {
      const found = await asViewer(works.connections, viewer, { readOnly: true }, (db) => {
        const values: unknown[] = [day]
        const place: Place = (value) => `$${values.push(value)}`
        return db.rows<Found>(
          '',
          `select f.customer_id as "customerId", ${doNotDisturb('f.customer_id')} as silent,
             (select c.lifecycle = 'closed' from customers c where c.id = f.customer_id) as closed
           from (${foundSql(trial.definition, { place, day: '$1::date', at: null })}) f`,
          values,
        )
      })
      days.push(leave(day, found, trial.definition, last))
      examples.push(...found.slice(0, EXAMPLES - examples.length).map(({ customerId }) => customerId))
    } catch (error) {
      if (!isOfTheRule(error)) throw error
      await fail((error as Error).message)
      return true
    }
    await save(works, trial.id, { state: at + DAY > Date.parse(trial.to) ? 'done' : 'running', days, examples })
  }
  return true
}
