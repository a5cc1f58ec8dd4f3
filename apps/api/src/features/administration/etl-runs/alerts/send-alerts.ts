import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { hold } from '#features/administration/etl-runs/run/hold.ts'
import type { Mail } from '#mail/mail.ts'

interface Unsent {
  runId: string
  kind: 'failed' | 'held' | 'late'
  to: string[]
  code: string
  task: string
  businessDate: string
  failure: string | null
}

const words = {
  failed: { zh: '运行失败', en: 'failed' },
  held: { zh: '暂停待查', en: 'is held' },
  late: { zh: '未按时完成', en: 'is late' },
} as const

/** Mails what was told in the product and not by mail yet, once each; a server that is away is asked again next time. */
export async function sendAlerts(connections: Connections, mail: Mail): Promise<void> {
  const unsent = await asSystem(connections, {}, (db) =>
    db.rows<Unsent>(
      'alerts-to-mail',
      `select r.id as "runId", k.kind, t.alert_to as "to", t.code, t.name as task, r.business_date as "businessDate", r.failure
       from etl_runs r join etl_tasks t on t.id = r.task_id cross join lateral unnest(r.alerted) k (kind)
       where not k.kind = any (r.mailed) and cardinality(t.alert_to) > 0
         and coalesce(r.finished_at, r.created_at) > clock_timestamp() - interval '2 days'
         and r.created_at > clock_timestamp() - interval '31 days'
       order by r.id limit 50`,
      [],
    ),
  )
  for (const alert of unsent) await sendOne(connections, mail, alert)
}

async function sendOne(connections: Connections, mail: Mail, alert: Unsent) {
  const { runId, kind, to, code, task, businessDate, failure } = alert
  const lock = await hold(connections, 'mail', `${runId} ${kind}`)
  if (!lock) return
  const system = <T extends object>(name: string, text: string) =>
    asSystem(connections, {}, (db) => db.rows<T>(name, text, [runId, kind]))
  try {
    const [still] = await system('alert-still', 'select 1 from etl_runs where id = $1::uuid and not $2 = any (mailed)')
    if (!still) return
    const { zh, en } = words[kind]
    const why = failure === null ? [] : [`原因 Reason: ${failure}`]
    await mail.send({
      id: `${runId}.${kind}`,
      to,
      subject: `[Rapport] ${task} ${businessDate} ${zh} (${en})`,
      text: [
        `任务 Task: ${task} (${code})`,
        `业务日 Business date: ${businessDate}`,
        `状态 State: ${zh} (${en})`,
        ...why,
      ].join('\n'),
    })
    await system('alert-mailed', 'update etl_runs set mailed = mailed || $2::text where id = $1::uuid')
  } finally {
    await lock.release()
  }
}
