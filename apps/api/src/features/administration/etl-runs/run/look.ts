import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { taskIsHeld } from './hold.ts'

export interface ReadyRun {
  id: string
  taskId: string
}

/**
 * The runs that may go on now and that no worker has: asked for, waited long enough, or left by a worker that died. Of each
 * task one: the one that was begun, else the earliest day; never a day of a back-fill whose earlier day is not done.
 */
export function runsToGoOn(connections: Connections): Promise<ReadyRun[]> {
  return asSystem(connections, {}, (db) =>
    db.rows<ReadyRun>(
      'runs-to-go-on',
      `select distinct on (r.task_id) r.id, r.task_id as "taskId" from etl_runs r
       where r.state in ('waiting', 'running') and (r.resume_at is null or r.resume_at <= clock_timestamp())
         and not exists (select from etl_runs e where e.series_id = r.series_id
           and e.business_date < r.business_date and e.state not in ('done', 'skipped'))
         and not ${taskIsHeld('r.task_id')}
       order by r.task_id, (r.state = 'running') desc, r.business_date, r.created_at limit 100`,
      [],
    ),
  )
}
