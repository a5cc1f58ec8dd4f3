import { segments } from '@rapport/contract/analytics/segments'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { messageBatches, messages } from '@rapport/contract/service/messages'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMessages, welcome } from '#features/service/messages/testing.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'

let here: Awaited<ReturnType<typeof startMessages>>
beforeAll(async () => {
  here = await startMessages()
})
afterAll(() => here.api.close())

const draft = (changed: object = {}) => here.ho.call(messageTemplates.draft, { body: { ...welcome, ...changed } })
const approve = (id: string, person = here.bm) => person.call(messageTemplates.approve, { params: { id } })

it('says nothing to anybody before a second person approves it, and of each template one version is in use', async () => {
  const customer = await here.customer()
  const first = await draft()
  expect(first).toMatchObject({ number: 1, state: 'draft', asks: ['date'], approves: false })
  expect(await refusalOf(here.write(customer.id, first.id))).toEqual([422, 'template.not-approved'])
  expect(await refusalOf(approve(first.id, here.ho))).toEqual([422, 'template.own'])
  expect(await approve(first.id)).toMatchObject({ state: 'approved' })
  expect(await refusalOf(approve(first.id, here.co))).toEqual([409, 'template.not-draft'])
  const second = await draft({ bodyZh: '{salutation}，您好：{date}' })
  expect(second.number).toBe(2)
  await approve(second.id, here.co)
  const { items } = await here.am.call(messageTemplates.list)
  expect(items.filter(({ code }) => code === 'welcome').map(({ number, state }) => [number, state])).toEqual([
    [2, 'approved'],
    [1, 'retired'],
  ])
  await here.write(customer.id, second.id)
  await here.ho.call(messageTemplates.retire, { params: { id: second.id } })
  expect(await refusalOf(here.write(customer.id, second.id))).toEqual([422, 'template.not-approved'])
})

it.each([
  [{ bodyZh: '保证收益，稳赚' }, 'script.forbidden'],
  [{ body: 'Dear {password}' }, 'script.variable'],
  [{ class: 'MARKETING', urgent: true }, 'template.urgent-marketing'],
  [{ subject: 'A subject', subjectZh: '标题' }, 'template.subject'],
  [{ channel: 'email', subject: 'A\r\nBcc: x@example.com', subjectZh: '标题' }, 'text.one-line'],
])('refuses %j', async (changed, code) => {
  expect(await refusalOf(draft({ code: 'refused', ...changed }))).toEqual([400, code])
})

it('goes to a segment when a second person lets it, and what has not left can be stopped', async () => {
  const template = await here.template({ ...welcome, code: 'to-all', body: 'Hello', bodyZh: '您好' })
  const [one, two] = [await here.customer(), await here.customer()]
  const segment = await here.am.call(segments.create, {
    body: { name: '全部', condition: { is: 'in', field: 'kind', values: ['person'] } },
  })
  await here.api.make(async (db) => {
    for (const { id } of [one, two])
      await db.rows(
        '',
        'insert into segment_memberships (segment_id, customer_id, entered_on) values ($1, $2, $3) on conflict do nothing',
        [segment.id, id, '2026-11-19'],
      )
  })
  const ask = () =>
    here.am.call(messageBatches.ask, {
      body: { segmentId: segment.id, templateId: template.id, language: 'zh-CN', variables: {} },
    })
  const asked = await ask()
  expect(asked).toMatchObject({ state: 'asked', customers: 2, counts: { held: 2 }, approves: false })
  const params = { id: asked.id }
  expect(await refusalOf(here.am.call(messageBatches.approve, { params }))).toEqual([403, 'not-allowed'])
  expect(await refusalOf(here.other.call(messageBatches.open, { params }))).toEqual([404, 'not-found'])
  expect((await here.bm.call(messageBatches.open, { params })).approves).toBe(true)
  expect(await here.bm.call(messageBatches.approve, { params })).toMatchObject({
    state: 'running',
    counts: { waiting: 2 },
  })
  const [first] = (await here.am.call(messages.list, { query: { batch: asked.id } })).items
  await here.am.call(messages.cancel, { params: { id: first!.id } })
  expect(await here.am.call(messageBatches.stop, { params })).toMatchObject({
    state: 'stopped',
    counts: { cancelled: 1, suppressed: 1 },
  })
  expect(await refusalOf(here.am.call(messageBatches.stop, { params }))).toEqual([409, 'message-batch.over'])
  const own = await here.bm.call(messageBatches.ask, {
    body: { segmentId: (await shared(segment.id)).id, templateId: template.id, language: 'en', variables: {} },
  })
  expect(await refusalOf(here.bm.call(messageBatches.approve, { params: { id: own.id } }))).toEqual([
    422,
    'message-batch.own',
  ])
})

/** The segment, as the branch may use it. */
async function shared(id: string) {
  await here.api.make((db) => db.rows('', `update segments set shared = 'firm' where id = $1`, [id]))
  return { id }
}
