import { randomBytes } from 'node:crypto'
import type { AskOf } from '@rapport/contract/endpoint'
import type { LinkAnswer, SurveyLink } from '@rapport/contract/service/survey-links'
import type { SurveyQuestion } from '@rapport/contract/service/survey-questions'
import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { surveys } from '@rapport/contract/service/surveys'
import { newId } from '@rapport/database/ids'
import { startMessages } from '#features/service/messages/testing.ts'
import type { Client } from '#http/testing.ts'

export type Draft = NonNullable<AskOf<typeof surveys.create>['body']>
type Item = Draft['definition']['items'][number]
type Given = Partial<LinkAnswer> & { question: string }

export const newKey = () => randomBytes(16).toString('hex')

/** A firm that writes to customers, with the bank of questions that every firm begins with. */
export async function startSurveys() {
  const here = await startMessages()
  const bank = (await here.ho.call(surveyQuestions.list)).items
  const item = (code: string, more: Partial<Item> = {}): Item => ({
    questionId: bank.find((question) => question.code === code)!.id,
    required: true,
    jumps: [],
    ...more,
  })
  /** CSAT, NPS, and a reason for who would not recommend. */
  const draft = (more: Partial<Draft> = {}, definition: Partial<Draft['definition']> = {}): Draft => ({
    name: 'Service',
    nameZh: '服务调查',
    anonymous: false,
    ...more,
    definition: {
      languages: ['zh-CN', 'en'],
      intro: null,
      introZh: null,
      thanks: 'Thank you',
      thanksZh: '谢谢',
      quotas: [],
      items: [
        item('csat'),
        item('nps', { jumps: [{ when: { is: 'score', from: 9, to: 10 }, to: 'end' }] }),
        item('reason', { required: false }),
      ],
      ...definition,
    },
  })
  const live = async (more: Partial<Draft> = {}, definition: Partial<Draft['definition']> = {}) => {
    const { id } = await here.ho.call(surveys.create, { body: draft(more, definition) })
    return here.ho.call(surveys.goLive, { params: { id } })
  }
  const link = async (surveyId: string, customerId: string, who: Client = here.bm) => {
    const { path } = await who.call(surveys.link, { params: { id: surveyId }, body: { customerId } })
    return path.slice('/s/'.length)
  }
  const ask = async (method: 'GET' | 'PUT', path: string, body?: object) => {
    const answer = await fetch(`${here.api.origin}/api/survey-links/${path}`, {
      method,
      ...(body && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', origin: here.api.origin, 'x-requested-by': 'test' },
      }),
    })
    return {
      status: answer.status,
      body: (await answer.json()) as SurveyLink & { code?: string; errors?: { code: string }[] },
    }
  }
  const answers = (given: readonly Given[]) => ({ language: 'zh-CN', answers: given })
  const api = {
    ...here,
    bank: bank as readonly SurveyQuestion[],
    item,
    draft,
    live,
    link,
    /** What anybody does who holds a link; nobody signs in. */
    open: (token: string) => ask('GET', token),
    save: (token: string, given: readonly Given[]) => ask('PUT', `${token}/draft`, answers(given)),
    answer: (token: string, given: readonly Given[], key = newKey()) =>
      ask('PUT', `${token}/response`, { ...answers(given), key }),
    /** A segment of the whole firm in which these customers are. */
    segment: (customers: readonly { id: string }[]) =>
      here.api.make(async (db) => {
        const made = { name: '样本', condition: { is: 'known', field: 'openedOn' }, reach: 'all', shared: 'firm' }
        const owned = { ownerId: here.ho.userId, unitId: here.branch.id }
        const segment = await db.segment.create({ data: { id: newId(), ...made, ...owned } })
        const member = { segmentId: segment.id, enteredOn: new Date('2026-11-01') }
        await db.segmentMembership.createMany({ data: customers.map(({ id }) => ({ ...member, customerId: id })) })
        return segment
      }),
    /** A customer of the first account manager who answered. */
    async answered(surveyId: string, given: readonly Given[]) {
      const customer = await here.customer()
      const { status } = await api.answer(await link(surveyId, customer.id), given)
      if (status !== 200) throw new Error(`not answered: ${status}`)
      return customer
    },
  }
  return api
}
export type Surveys = Awaited<ReturnType<typeof startSurveys>>

export const score = (question: string, score: number) => ({ question, score })
export const said = (question: string, text: string) => ({ question, text })
