import type { BodyOf } from '@rapport/contract/endpoint'
import type { CallBackScript, callBacks } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'

const columns = `s.id, s.kind, s.version, s.valid_from::text as "validFrom", s.opening, s.opening_zh as "openingZh", s.questions, s.created_at as "createdAt",
  (select a.name from users a where a.id = s.created_by) as "createdBy"`

/** Every version of every script, the latest first. */
export const listScripts = async (db: Db) => ({
  items: await db.rows<CallBackScript>(
    'call-back-scripts',
    `select ${columns} from call_back_scripts s order by s.kind, s.valid_from desc, s.version desc`,
    [],
  ),
})

/** One version by its id, or what a kind is asked today: the version that began last. */
export async function scriptOf(db: Db, kind: string, scriptId: string | null, today: string): Promise<CallBackScript> {
  const [script] = await db.rows<CallBackScript>(
    'call-back-script',
    `select ${columns} from call_back_scripts s where s.kind = $1 and case when $2::uuid is null then s.valid_from <= $3::date else s.id = $2::uuid end
     order by s.valid_from desc, s.version desc limit 1`,
    [kind, scriptId, today],
  )
  if (!script) throw new Refused(404, 'not-found')
  return script
}

/**
 * The next version of a script. Calls that were made keep the version that was asked, and whoever is on the line today goes on with
 * theirs: it is asked from tomorrow at the earliest. Of two versions from the same day the later one is asked.
 */
export async function addScript(db: Db, draft: BodyOf<typeof callBacks.addScript>, today: string, now: Date) {
  if (draft.validFrom <= today) throw refusedField('validFrom', 'call-back.from-tomorrow')
  const [added] = await db.rows<{ id: string }>(
    'call-back-script.add',
    `insert into call_back_scripts (id, kind, version, valid_from, opening, opening_zh, questions, created_at, created_by)
     select uuid_v7(), $1, 1 + coalesce(max(version), 0), $6::date, $2, $3, $4::jsonb, $5::timestamptz, viewer_id()
     from call_back_scripts where kind = $1 returning id`,
    [draft.kind, draft.opening, draft.openingZh, JSON.stringify(draft.questions), now, draft.validFrom],
  )
  return scriptOf(db, draft.kind, added!.id, today)
}
