import type { BodyOf } from '@rapport/contract/endpoint'
import type { CallBackRules, callBacks } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'

const columns = `k.valid_from::text as "validFrom", (k.share * 100)::float8 as percent, k.basis, k.new_account_days as "newAccountDays",
  (select a.name from users a where a.id = k.set_by) as "setBy", k.set_at as "setAt"`

/** Every set of rules, the latest first. */
export const listRules = async (db: Db) => ({
  items: await db.rows<CallBackRules>(
    'call-back-rules',
    `select ${columns} from call_back_rules k order by k.valid_from desc`,
    [],
  ),
})

/** The rules that hold on a day. */
export async function rulesOn(db: Db, day: string): Promise<CallBackRules> {
  const [rules] = await db.rows<CallBackRules>(
    'call-back-rules.on',
    `select ${columns} from call_back_rules k where k.valid_from <= $1::date order by k.valid_from desc limit 1`,
    [day],
  )
  return rules!
}

/** What held until today stays as it was: new rules hold from tomorrow at the earliest. */
export async function setRules(db: Db, draft: BodyOf<typeof callBacks.setRules>, today: string, now: Date) {
  if (draft.validFrom <= today) throw refusedField('validFrom', 'call-back.from-tomorrow')
  const [set] = await db.rows<CallBackRules>(
    'call-back-rules.set',
    `insert into call_back_rules as k (id, valid_from, share, basis, new_account_days, set_by, set_at)
     values (uuid_v7(), $1::date, $2::numeric / 100, $3, $4, viewer_id(), $5::timestamptz)
     on conflict (valid_from) do update set share = excluded.share, basis = excluded.basis, new_account_days = excluded.new_account_days,
       set_by = excluded.set_by, set_at = excluded.set_at
     returning ${columns}`,
    [draft.validFrom, draft.percent, draft.basis, draft.newAccountDays, now],
  )
  return set!
}
