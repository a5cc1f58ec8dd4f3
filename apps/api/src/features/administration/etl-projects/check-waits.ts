import type { EtlStep } from '@rapport/contract/administration/etl-projects'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'

/** Refuses to wait for items that are not there, or that the task brings itself. */
export async function refuseWaits(db: Db, waitsFor: readonly string[], steps: readonly EtlStep[]) {
  if (waitsFor.length === 0) return
  const known = await db.collectionItem.findMany({ where: { id: { in: [...waitsFor] } }, select: { id: true } })
  for (const [n, item] of waitsFor.entries()) {
    if (!known.some(({ id }) => id === item)) throw refusedField(`waitsFor.${n}`, 'wait.unknown-item')
    if (steps.some(({ itemId }) => itemId === item)) throw refusedField(`waitsFor.${n}`, 'wait.own-item')
    if (waitsFor.indexOf(item) < n) throw refusedField(`waitsFor.${n}`, 'wait.twice')
  }
}

/** Refuses a task, as it was just written, that waits for what waits for it, however far: neither would ever go on. */
export async function refuseWaitingInCircle(db: Db, taskId: string) {
  const [row] = await db.rows<{ codes: string }>(
    'task-waits-in-circle',
    `with recursive waits (task_id, needed, codes) as (
       select t.id, n.id, array[t.code, n.code] from etl_tasks t, etl_tasks n
       where t.id = $1::uuid and ${brings('n', 't')}
       union all
       select w.task_id, n.id, w.codes || n.code from waits w join etl_tasks t on t.id = w.needed, etl_tasks n
       where w.needed <> w.task_id and ${brings('n', 't')} and (n.id = w.task_id or not n.code = any (w.codes)))
     select array_to_string(codes, ' > ') as codes from waits where needed = task_id limit 1`,
    [taskId],
  )
  if (row)
    throw new Refused(422, 'invalid', {
      errors: [{ field: 'waitsFor', code: 'wait.circle' }],
      details: { circle: row.codes.slice(0, 1000) },
    })
}

/** SQL for whether a task brings an item that another waits for. */
const brings = (one: string, waiting: string) => `exists (
  select from jsonb_array_elements(${one}.steps) s where (s->>'itemId')::uuid = any (${waiting}.waits_for))`
