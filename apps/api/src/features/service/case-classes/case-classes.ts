import type { BodyOf } from '@rapport/contract/endpoint'
import type { CaseClass, caseClasses } from '@rapport/contract/service/case-classes'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'

/** What a reply needs of the class `l`. */
export const classColumns = `l.id, l.code, l.valid_from::text as "validFrom", l.name, l.name_zh as "nameZh", l.kind, l.importance,
  l.acknowledge_minutes as "acknowledgeMinutes", l.accept_days as "acceptDays", l.finish_days as "finishDays",
  l.extension_days as "extensionDays", l.target_days as "targetDays", l.approval, l.skill, l.retired`

/** Every version of every class, by code, the latest first. */
export const listClasses = async (db: Db) => ({
  items: await db.rows<CaseClass>(
    'case-classes',
    `select ${classColumns} from case_classes l order by l.code, l.valid_from desc`,
    [],
  ),
})

/** What a class demands of a case that is registered today: 422 where there is none, or it is retired. */
export async function classOfToday(db: Db, code: string, today: string): Promise<CaseClass> {
  const [found] = await db.rows<CaseClass>(
    'case-class.today',
    `select ${classColumns} from case_classes l where l.code = $1 and l.valid_from <= $2::date order by l.valid_from desc limit 1`,
    [code, today],
  )
  if (!found || found.retired) throw refusedField('classCode', 'case-class.none')
  return found
}

/**
 * Says what a class demands from a day on. What held before stays with the cases that were registered under it: a class that
 * is there already changes from tomorrow at the earliest, and its kind never does.
 */
export async function putClass(db: Db, code: string, draft: BodyOf<typeof caseClasses.put>, today: string) {
  const [known] = await db.rows<{ kind: string }>(
    'case-class.known',
    'select kind from case_classes where code = $1 order by valid_from desc limit 1',
    [code],
  )
  if (known && draft.validFrom <= today) throw refusedField('validFrom', 'case-class.from-tomorrow')
  if (draft.validFrom < today) throw refusedField('validFrom', 'case-class.past')
  if (known && known.kind !== draft.kind) throw refusedField('kind', 'case-class.kind')
  const [put] = await db.rows<CaseClass>(
    'case-class.put',
    `insert into case_classes as l (id, code, valid_from, name, name_zh, kind, importance, acknowledge_minutes, accept_days,
       finish_days, extension_days, target_days, approval, skill, retired, created_by)
     values (uuid_v7(), $1, $2::date, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, viewer_id())
     on conflict (code, valid_from) do update set name = excluded.name, name_zh = excluded.name_zh, importance = excluded.importance,
       acknowledge_minutes = excluded.acknowledge_minutes, accept_days = excluded.accept_days, finish_days = excluded.finish_days,
       extension_days = excluded.extension_days, target_days = excluded.target_days, approval = excluded.approval,
       skill = excluded.skill, retired = excluded.retired, created_by = excluded.created_by, created_at = clock_timestamp()
     returning ${classColumns}`,
    [
      code,
      draft.validFrom,
      draft.name,
      draft.nameZh,
      draft.kind,
      draft.importance,
      draft.acknowledgeMinutes,
      draft.acceptDays,
      draft.finishDays,
      draft.extensionDays,
      draft.targetDays,
      draft.approval,
      draft.skill,
      draft.retired,
    ],
  )
  if (!put) throw new Refused(409, 'conflict')
  return put
}
