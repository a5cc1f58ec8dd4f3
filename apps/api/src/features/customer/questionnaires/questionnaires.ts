import type { Questionnaire, QuestionnaireRow, questionnaires } from '@rapport/contract/customer/questionnaires'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'
import { faultsIn } from './definition-faults.ts'

type Draft = BodyOf<typeof questionnaires.draft>

/** Of each code the version that is asked on a day (`$day`): the live one with the latest day on which it began. */
export const askedOn = (day: string) =>
  `select distinct on (a.code) a.id from questionnaires a where a.state = 'live' and a.effective_from <= ${day}
   order by a.code, a.effective_from desc, a.number desc`

const row = `json_build_object('id', q.id, 'version', q.version, 'code', q.code, 'kind', q.kind, 'name', q.name, 'nameZh', q.name_zh,
  'number', q.number, 'state', q.state, 'effectiveFrom', q.effective_from, 'asked', q.id in (${askedOn('$1::date')}),
  'questions', jsonb_array_length(q.definition -> 'questions'),
  'assessments', (select count(*) from risk_assessments r where r.questionnaire_id = q.id),
  'madeBy', case when m.id is not null then json_build_object('id', m.id, 'name', m.name) end, 'madeAt', ${utc('q.made_at')},
  'approvedBy', case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end,
  'liveAt', ${utc('q.live_at')})`
const people = 'left join users m on m.id = q.made_by left join users a on a.id = q.approved_by'

/** All versions, by code and the latest first. Assessments are counted within sight. */
export async function listQuestionnaires(db: Db, today: string): Promise<{ items: QuestionnaireRow[] }> {
  const rows = await db.rows<{ item: QuestionnaireRow }>(
    'questionnaires',
    `select ${row} as item from questionnaires q ${people} order by q.code, q.number desc`,
    [today],
  )
  return { items: rows.map(({ item }) => item) }
}

/** Versions by their ids with all that they ask. */
export async function questionnairesWith(db: Db, ids: readonly string[], today: string): Promise<Questionnaire[]> {
  const rows = await db.rows<{ item: QuestionnaireRow; definition: Questionnaire['definition'] }>(
    'questionnaires-with',
    `select ${row} as item, q.definition from questionnaires q ${people} where q.id = any ($2::uuid[]) order by q.code`,
    [today, ids],
  )
  return rows.map(({ item, definition }) => ({ ...item, definition }))
}

export async function openQuestionnaire(db: Db, id: string, today: string): Promise<Questionnaire> {
  const [one] = await questionnairesWith(db, [id], today)
  if (!one) throw new Refused(404, 'not-found')
  return one
}

function refuseFaults({ definition }: Draft) {
  const errors = faultsIn(definition)
  if (errors.length > 0) throw new Refused(422, 'invalid', { errors })
}

/** The next version as a draft; 409 where one is being written, 422 where the code belongs to another kind or nothing could be added up. */
export async function draftQuestionnaire(db: Db, draft: Draft, today: string) {
  refuseFaults(draft)
  const [known] = await db.rows<{ kind: string; number: number; drafted: boolean }>(
    'questionnaire-known',
    `select max(kind) as kind, max(number)::int as number, bool_or(state = 'draft') as drafted from questionnaires where code = $1
     having count(*) > 0`,
    [draft.code],
  )
  if (known?.drafted) throw refusedField('code', 'questionnaire.drafted', 409)
  if (known && known.kind !== draft.kind) throw refusedField('kind', 'questionnaire.other-kind')
  const id = newId()
  // Of two who begin at once the second meets the index of drafts.
  await db.rows(
    'questionnaire-draft',
    `insert into questionnaires (id, code, number, kind, name, name_zh, definition, made_by)
     values ($1::uuid, $2, $3, $4, $5, $6, $7::jsonb, viewer_id())`,
    [id, draft.code, (known?.number ?? 0) + 1, draft.kind, draft.name, draft.nameZh, JSON.stringify(draft.definition)],
  )
  return openQuestionnaire(db, id, today)
}

/** Writes a draft anew; whoever did so is its author. */
export async function redraftQuestionnaire(db: Db, id: string, version: number, draft: Draft, today: string) {
  const { state, code, kind } = await openQuestionnaire(db, id, today)
  refuseFaults(draft)
  if (state !== 'draft') throw new Refused(409, 'questionnaire.not-draft')
  if (draft.code !== code) throw refusedField('code', 'questionnaire.code-kept')
  if (draft.kind !== kind) throw refusedField('kind', 'questionnaire.other-kind')
  const changed = await db.rows(
    'questionnaire-redraft',
    `update questionnaires set name = $3, name_zh = $4, definition = $5::jsonb, made_by = viewer_id(), made_at = now()
     where id = $1::uuid and version = $2 and state = 'draft' returning 1`,
    [id, version, draft.name, draft.nameZh, JSON.stringify(draft.definition)],
  )
  await refuseStale({ count: changed.length }, async () => true)
  return openQuestionnaire(db, id, today)
}

/** A draft is asked from a day on, by the word of a second person. */
export async function askFrom(
  db: Db,
  { id, version, effectiveFrom }: { id: string; version: number; effectiveFrom: string },
  { viewerId, today }: { viewerId: string; today: string },
) {
  const { state, madeBy } = await openQuestionnaire(db, id, today)
  if (state !== 'draft') throw new Refused(409, 'questionnaire.not-draft')
  if (madeBy?.id === viewerId) throw new Refused(403, 'questionnaire.own-draft')
  if (effectiveFrom < today) throw refusedField('effectiveFrom', 'day.past')
  const changed = await db.rows(
    'questionnaire-live',
    `update questionnaires set state = 'live', live_at = now(), effective_from = $3::date, approved_by = viewer_id()
     where id = $1::uuid and version = $2 and state = 'draft' returning 1`,
    [id, version, effectiveFrom],
  )
  await refuseStale({ count: changed.length }, async () => true)
  return openQuestionnaire(db, id, today)
}
