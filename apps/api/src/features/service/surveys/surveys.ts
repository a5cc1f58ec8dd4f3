import type { BodyOf } from '@rapport/contract/endpoint'
import { faultsIn } from '@rapport/contract/service/survey-flow'
import type { SurveyDefinition } from '@rapport/contract/service/survey-shapes'
import type { surveys } from '@rapport/contract/service/surveys'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField } from '#http/refused.ts'
import { questionsWith } from './survey-questions.ts'
import { askedOf, openSurvey } from './survey-rows.ts'
import { surveyTemplate } from './survey-template.ts'

type Draft = BodyOf<typeof surveys.create>

/** Questions that are not in the bank, or the same one twice, cannot be drafted. */
async function refuseUnasked(db: Db, { items }: SurveyDefinition) {
  const bank = await questionsWith(db, [...new Set(items.map(({ questionId }) => questionId))])
  const by = new Map(bank.map((question) => [question.id, question]))
  const codes = items.map(({ questionId }, at) => {
    const question = by.get(questionId)
    if (!question) throw refusedField(`definition.items.${at}`, 'survey.no-question')
    return question.code
  })
  const twice = codes.findIndex((code, at) => codes.indexOf(code) !== at)
  if (twice >= 0) throw refusedField(`definition.items.${twice}`, 'survey.question-twice')
}

const addVersion = (db: Db, surveyId: string, definition: SurveyDefinition, now: Date) =>
  db.rows(
    'survey.version-add',
    `insert into survey_versions (id, survey_id, number, definition, made_at, made_by)
     select uuid_v7(), $1::uuid, 1 + coalesce(max(number), 0), $2::jsonb, $3::timestamptz, viewer_id()
     from survey_versions where survey_id = $1::uuid`,
    [surveyId, JSON.stringify(definition), now],
  )

/** A survey whose first version is a draft. */
export async function createSurvey(db: Db, { definition, ...words }: Draft, now: Date) {
  await refuseUnasked(db, definition)
  const id = newId()
  await db.rows(
    'survey.create',
    `insert into surveys (id, name, name_zh, anonymous, created_at, created_by) values ($1::uuid, $2, $3, $4, $5::timestamptz, viewer_id())`,
    [id, words.name, words.nameZh, words.anonymous, now],
  )
  await addVersion(db, id, definition, now)
  return openSurvey(db, id)
}

/** Changes the draft; where there is none, writes the next one beside what is live. What was promised anonymous stays so. */
export async function redraftSurvey(db: Db, id: string, { definition, ...words }: Draft, now: Date) {
  const survey = await openSurvey(db, id)
  if (survey.state === 'closed') throw new Refused(409, 'survey.closed')
  if (survey.state !== 'draft' && words.anonymous !== survey.anonymous)
    throw refusedField('anonymous', 'survey.anonymous')
  await refuseUnasked(db, definition)
  await db.rows('survey.rename', 'update surveys set name = $2, name_zh = $3, anonymous = $4 where id = $1::uuid', [
    id,
    words.name,
    words.nameZh,
    words.anonymous,
  ])
  const changed = await db.rows(
    'survey.redraft',
    `update survey_versions set definition = $2::jsonb, made_at = $3::timestamptz, made_by = viewer_id()
     where survey_id = $1::uuid and state = 'draft' returning id`,
    [id, JSON.stringify(definition), now],
  )
  if (changed.length === 0) await addVersion(db, id, definition, now)
  return openSurvey(db, id)
}

/** Makes the draft what is asked; links that are out keep the version with which they were made. */
export async function goLive(db: Db, id: string, now: Date) {
  const survey = await openSurvey(db, id)
  const draft = survey.versions.find(({ state }) => state === 'draft')
  if (!draft || survey.state === 'closed') throw new Refused(409, 'survey.no-draft')
  const bank = await questionsWith(
    db,
    draft.definition.items.map(({ questionId }) => questionId),
  )
  const faults = faultsIn(askedOf(draft.definition, bank))
  if (faults.length > 0)
    throw new Refused(422, 'invalid', {
      errors: faults.map(({ at, code }) => ({ field: `definition.items.${at}`, code })),
    })
  await db.rows(
    'survey.retire',
    `update survey_versions set state = 'retired' where survey_id = $1::uuid and state = 'live'`,
    [id],
  )
  await db.rows(
    'survey.live',
    `update survey_versions set state = 'live', live_at = $2::timestamptz where id = $1::uuid and state = 'draft'`,
    [draft.id, now],
  )
  await db.rows('survey.open', `update surveys set state = 'live' where id = $1::uuid`, [id])
  return openSurvey(db, id)
}

/** No more answers are taken, nobody is asked any more. */
export async function closeSurvey(db: Db, id: string) {
  const survey = await openSurvey(db, id)
  if (survey.state !== 'live') throw new Refused(409, 'survey.not-live')
  await db.rows('survey.close', `update surveys set state = 'closed', after_contacts = null where id = $1::uuid`, [id])
  return openSurvey(db, id)
}

/** From now on a part of those with whom there was a contact is asked; null asks nobody any more. */
export async function askAfterContacts(
  db: Db,
  id: string,
  { afterContacts }: BodyOf<typeof surveys.askAfterContacts>,
  now: Date,
) {
  const survey = await openSurvey(db, id)
  if (survey.state !== 'live') throw new Refused(409, 'survey.not-live')
  if (afterContacts) await surveyTemplate(db, afterContacts.templateId)
  // Contacts of before are not asked about: `since` is kept beside what was set.
  const set = afterContacts && { ...afterContacts, since: now }
  await db.rows('survey.after-contacts', 'update surveys set after_contacts = $2::jsonb where id = $1::uuid', [
    id,
    set === null ? null : JSON.stringify(set),
  ])
  return openSurvey(db, id)
}
