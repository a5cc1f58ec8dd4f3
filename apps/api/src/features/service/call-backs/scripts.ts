import type { BodyOf } from '@rapport/contract/endpoint'
import type { CallBackScript, callBacks } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

const columns = `s.id, s.kind, s.version, s.opening, s.opening_zh as "openingZh", s.questions, s.created_at as "createdAt",
  (select a.name from users a where a.id = s.created_by) as "createdBy"`

/** Every version of every script, the latest first. */
export const listScripts = async (db: Db) => ({
  items: await db.rows<CallBackScript>(
    'call-back-scripts',
    `select ${columns} from call_back_scripts s order by s.kind, s.version desc`,
    [],
  ),
})

/** One version by its id, or the latest of a kind. */
export async function scriptOf(db: Db, kind: string, scriptId: string | null): Promise<CallBackScript> {
  const [script] = await db.rows<CallBackScript>(
    'call-back-script',
    `select ${columns} from call_back_scripts s where s.kind = $1 and ($2::uuid is null or s.id = $2::uuid)
     order by s.version desc limit 1`,
    [kind, scriptId],
  )
  if (!script) throw new Refused(404, 'not-found')
  return script
}

/** The next version of a script. Calls that were made keep the version that was asked. */
export async function addScript(db: Db, draft: BodyOf<typeof callBacks.addScript>, now: Date) {
  const [added] = await db.rows<{ id: string }>(
    'call-back-script.add',
    `insert into call_back_scripts (id, kind, version, opening, opening_zh, questions, created_at, created_by)
     select uuid_v7(), $1, 1 + coalesce(max(version), 0), $2, $3, $4::jsonb, $5::timestamptz, viewer_id()
     from call_back_scripts where kind = $1 returning id`,
    [draft.kind, draft.opening, draft.openingZh, JSON.stringify(draft.questions), now],
  )
  return scriptOf(db, draft.kind, added!.id)
}
