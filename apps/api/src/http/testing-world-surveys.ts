import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const definition = {
  languages: ['zh-CN'],
  intro: null,
  introZh: null,
  thanks: 'Thank you',
  thanksZh: '谢谢',
  items: [],
  quotas: [],
}

/** A live survey. */
export async function makeSurvey(db: Db, anonymous = false) {
  const id = newId()
  await db.survey.create({ data: { id, name: 'Service', nameZh: '服务调查', anonymous, state: 'live' } })
  const version = { surveyId: id, number: 1, state: 'live', definition, liveAt: new Date('2026-11-01T00:00:00Z') }
  const { id: versionId } = await db.surveyVersion.create({ data: { id: newId(), ...version } })
  return { surveyId: id, versionId }
}

/** A customer who was asked and answered. */
export async function makeSurveyAnswer(db: Db, customerId: string, survey?: { surveyId: string; versionId: string }) {
  const { surveyId, versionId } = survey ?? (await makeSurvey(db))
  const [id, invitationId] = [newId(), newId()]
  const of = { surveyId, versionId, customerId, unitId: id }
  const asked = { cause: 'hand', tokenHash: id, expiresAt: new Date('2026-12-31T00:00:00Z'), answered: true }
  await db.surveyInvitation.create({ data: { ...of, ...asked, id: invitationId } })
  const answers = [{ question: 'nps', score: 9, choices: [], text: null }]
  const answered = { source: 'link', answeredOn: new Date('2026-11-18'), answers, nps: 9 }
  await db.surveyResponse.create({ data: { ...of, ...answered, id, invitationId } })
  return { id, surveyId }
}

/** Answers of each of these customers; one of nobody in each unit; and a sending of each who asks. */
export async function makeSurveys(
  db: Db,
  customers: readonly { id: string }[],
  askers: readonly { userId: string; unit: { id: string } }[],
  segmentId: string,
) {
  const survey = await makeSurvey(db, true)
  const { id: templateId } = await db.messageTemplate.findFirstOrThrow()
  for (const { id } of customers) await makeSurveyAnswer(db, id, survey)
  const answers = [{ question: 'csat', score: 5, choices: [], text: null }]
  const sent = { templateId, segmentId, language: 'zh-CN', seed: 's', size: 1, population: 1, drawn: 1, excluded: {} }
  for (const { userId, unit } of askers) {
    const of = { ...survey, unitId: unit.id }
    const answered = { source: 'link', answeredOn: new Date('2026-11-01'), answers, csat: 5 }
    await db.surveyResponse.create({ data: { ...of, ...answered, id: newId() } })
    const sending = { ...sent, surveyId: survey.surveyId, unitId: unit.id, askedBy: userId }
    await db.surveySending.create({ data: { ...sending, id: newId() } })
  }
}
