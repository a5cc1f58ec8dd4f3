import { call } from '@rapport/contract/client'
import { portal } from '@rapport/contract/service/portal'
import { surveys } from '@rapport/contract/service/surveys'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { score, startSurveys } from '#features/service/surveys/testing.ts'
import { openPortal } from './testing.ts'

let firm: Awaited<ReturnType<typeof startSurveys>>
let here: Awaited<ReturnType<typeof openPortal>>
beforeAll(async () => {
  firm = await startSurveys()
  here = await openPortal(firm.api)
})
afterAll(() => here.close())

it('leads a customer to the survey that a letter asked them to answer, until it is answered; nobody else', async () => {
  const [asked, stranger] = [await firm.customer(), await firm.customer('李四')]
  const { id: templateId } = await firm.template({ body: 'Please answer: {link}', bodyZh: '请您评价：{link}' })
  const survey = await firm.live()
  const segment = await firm.segment([asked])
  await firm.bm.call(surveys.send, {
    params: { id: survey.id },
    body: { segmentId: segment.id, templateId, language: 'zh-CN', seed: '2026', size: 100 },
  })
  const { wire } = await here.signIn(asked)
  const own = async () => (await call(wire, portal.surveys)).items
  await here.work()
  const [found] = await own()
  expect(found).toMatchObject({ name: 'Service', nameZh: '服务调查', anonymous: false })
  const token = found!.path!.slice('/s/'.length)
  expect((await firm.answer(token, [score('csat', 5), score('nps', 10)])).status).toBe(200)
  expect(await own()).toEqual([{ ...found, path: null }])
  const other = await here.signIn(stranger)
  expect(await call(other.wire, portal.surveys)).toEqual({ items: [] })
})
