import type { BodyOf } from '@rapport/contract/endpoint'
import { LinkAnswer, type SurveyLink, type surveyLinks } from '@rapport/contract/service/survey-links'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { countFlood, refuseFlood } from '#features/administration/session/throttle.ts'
import { Refused } from '#http/refused.ts'
import { businessDay, type Product } from '#product.ts'
import { checkedAnswers, summaryOf } from './checked-answers.ts'
import { findLink, type Link, linkState } from './find-link.ts'
import { answerKeyHash, closeDraft, openDraft, responseId } from './link-token.ts'
import { openLowScore } from './low-scores.ts'
import { questionsWith } from './survey-questions.ts'
import { askedOf } from './survey-rows.ts'

type Asks = Pick<Product, 'connections' | 'now' | 'seal'>
type Given = BodyOf<typeof surveyLinks.answer>

/** A minute, by one address: links that there are not, and what is written. */
const MOST_WRONG = 30
const MOST_WRITTEN = 240

/** Looks for links no faster than nobody would find one, and writes no faster than people do: 429 beyond that. */
async function limited<T>({ connections }: Asks, address: string, writes: boolean, work: () => Promise<T>): Promise<T> {
  const [wrong, written] = [`survey-wrong:${address}`, `survey-written:${address}`]
  await refuseFlood({ connections }, writes ? written : wrong)
  if (writes) await refuseFlood({ connections }, wrong)
  if (writes) await countFlood({ connections }, written, MOST_WRITTEN)
  return work().catch(async (error: unknown) => {
    if (error instanceof Refused && error.status === 404) await countFlood({ connections }, wrong, MOST_WRONG)
    throw error
  })
}

const questionsOf = async (db: Db, { definition }: Link) =>
  askedOf(
    definition,
    await questionsWith(
      db,
      definition.items.map(({ questionId }) => questionId),
    ),
  )

/** What a link shows; the questions and what was answered so far only while it is open. */
async function shown(db: Db, { seal, now }: Asks, token: string, link: Link): Promise<SurveyLink> {
  const state = await linkState(db, link, now())
  const { name, nameZh, anonymous } = link
  const { languages, intro, introZh, thanks, thanksZh } = link.definition
  const words = { name, nameZh, anonymous, languages, intro, introZh, thanks, thanksZh }
  if (state !== 'open') return { state, ...words, questions: [], answers: [] }
  const saved = link.draftSealed === null ? [] : openDraft(seal, token, link.draftSealed)
  return { state, ...words, questions: await questionsOf(db, link), answers: z.array(LinkAnswer).parse(saved) }
}

/** What a link asks. Tells nothing of whom it was made for. */
export const openLink = (asks: Asks, token: string, address: string) =>
  limited(asks, address, false, () =>
    asSystem(asks.connections, {}, async (db) => shown(db, asks, token, await findLink(db, token, false))),
  )

/** Keeps what was answered so far, as it is: whole it need be only at the end. */
export const saveLink = (asks: Asks, token: string, { answers }: Pick<Given, 'answers'>, address: string) =>
  limited(asks, address, true, () =>
    asSystem(asks.connections, {}, async (db) => {
      const link = await findLink(db, token, true)
      refuseOver(await linkState(db, link, asks.now()))
      await db.rows('survey-link.save', 'update survey_invitations set draft_sealed = $2 where id = $1::uuid', [
        link.id,
        closeDraft(asks.seal, token, answers),
      ])
      return { saved: true as const }
    }),
  )

function refuseOver(state: SurveyLink['state']) {
  if (state !== 'open') throw new Refused(409, `survey.${state}`)
}

/**
 * Takes the answers of a link, once. Of an anonymous survey the place among the answers and the answers themselves are written in
 * transactions of their own, so that nothing in the database leads from one to the other. Whose answers did not arrive sends them
 * again with the same key.
 */
export const answerLink = (asks: Asks, token: string, given: Given, address: string) =>
  limited(asks, address, true, async () => {
    const { connections } = asks
    const taken = await asSystem(connections, {}, async (db) => {
      const place = await takePlace(db, asks, token, given)
      if (!place.link.anonymous) await writeAnswers(db, asks, token, given, place)
      return place
    })
    if (taken.link.anonymous) await asSystem(connections, {}, (db) => writeAnswers(db, asks, token, given, taken))
    return asSystem(connections, {}, async (db) => shown(db, asks, token, await findLink(db, token, false)))
  })

interface Place {
  link: Link
  questions: Awaited<ReturnType<typeof questionsOf>>
  answers: LinkAnswer[]
}

/** Takes a place among the answers, or finds the one taken with the same key. 409 where there is none, 422 for what does not fit. */
async function takePlace(db: Db, { now }: Asks, token: string, given: Given): Promise<Place> {
  const before = await findLink(db, token, false)
  // Two who are the last of a quota go one after the other.
  if (before.definition.quotas.length > 0)
    await db.rows('survey-link.quota', 'select pg_advisory_xact_lock(hashtext($1))', [`survey ${before.surveyId}`])
  const link = await findLink(db, token, true)
  const keyHash = answerKeyHash(given.key)
  if (!link.answered || link.answerKeyHash !== keyHash) refuseOver(await linkState(db, link, now()))
  const questions = await questionsOf(db, link)
  const answers = checkedAnswers(questions, given.answers)
  await db.rows(
    'survey-link.take-place',
    'update survey_invitations set answered = true, answer_key_hash = $2, draft_sealed = null where id = $1::uuid',
    [link.id, keyHash],
  )
  return { link, questions, answers }
}

async function writeAnswers(db: Db, { now }: Asks, token: string, { language, key }: Given, place: Place) {
  const { link, questions, answers } = place
  const { words, ...scores } = summaryOf(questions, answers)
  const id = responseId(token, key)
  const today = businessDay(now())
  const named = link.anonymous
    ? { invitationId: null, customerId: null, on: `${today.slice(0, 7)}-01`, at: null }
    : { invitationId: link.id, customerId: link.customerId, on: today, at: now() }
  const written = await db.rows(
    'survey-link.answer',
    `insert into survey_responses (id, survey_id, version_id, invitation_id, customer_id, unit_id, source, answered_on, answered_at, language,
       answers, words, nps, csat, ces)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid, 'link', $7::date, $8::timestamptz, $9, $10::jsonb, $11,
       $12::smallint, $13::smallint, $14::smallint) on conflict (id) do nothing returning id`,
    [
      id,
      link.surveyId,
      link.versionId,
      named.invitationId,
      named.customerId,
      link.unitId,
      named.on,
      named.at,
      language,
      JSON.stringify(answers),
      words,
      scores.nps,
      scores.csat,
      scores.ces,
    ],
  )
  if (written.length > 0 && !link.anonymous)
    await openLowScore(
      db,
      { responseId: id, customerId: link.customerId, survey: link.name, surveyZh: link.nameZh, words, ...scores },
      now(),
    )
}
