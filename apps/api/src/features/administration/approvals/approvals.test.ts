import { approvals } from '@rapport/contract/administration/approvals'
import { notifications } from '@rapport/contract/administration/notifications'
import { cases } from '@rapport/contract/service/cases'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { moments } from '@rapport/contract/service/moments'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { approved, rejected, returned, startApprovals } from './testing.ts'
import { watchApprovals } from './watch-approvals.ts'

let firm: Awaited<ReturnType<typeof startApprovals>>
beforeAll(async () => {
  firm = await startApprovals()
})
afterAll(() => firm.api.close())

const told = async (person: Client) =>
  (await person.call(notifications.list, { query: { unread: 'true' } })).items.map(({ kind }) => kind)
const templateOf = async (id: string) => (await firm.ho.call(messageTemplates.list)).items.find((one) => one.id === id)!

describe('what is asked for', () => {
  it('waits for a second person, is told to them, and takes effect with their word', async () => {
    const { ho, bm, draft, decide, listed, open } = firm
    await bm.call(notifications.readAll)
    const one = await draft()
    expect(one).toMatchObject({
      kind: 'message-template',
      state: 'waiting',
      round: 1,
      titleZh: '欢迎 (1)',
      decides: false,
      steps: [{ position: 1, state: 'waiting', nameZh: '第二人复核' }],
    })
    expect(await listed(bm, 'waiting')).toContain(one.id)
    expect(await listed(ho, 'waiting')).not.toContain(one.id)
    expect(await told(bm)).toContain('approval-to-decide')
    expect((await open(ho, one.id)).deciders.map(({ id }) => id)).not.toContain(ho.userId)
    const done = await decide(bm, one.id, approved)
    expect(done).toMatchObject({ state: 'approved', steps: [{ state: 'approved' }], decides: false })
    expect(done.history.map(({ action }) => action)).toEqual(['submitted', 'approved'])
    expect(await templateOf(one.subject.id)).toMatchObject({ state: 'approved', approves: false })
    expect(await told(ho)).toContain('approval-approved')
    expect([await listed(bm, 'waiting'), await listed(bm, 'decided'), await listed(ho, 'mine')]).toEqual([
      expect.not.arrayContaining([one.id]),
      expect.arrayContaining([one.id]),
      expect.arrayContaining([one.id]),
    ])
    expect(await refusalOf(decide(bm, one.id, approved))).toEqual([409, 'approval.over'])
  })

  it('is never decided by whoever asked, nor by whoever may not', async () => {
    const { ho, am, bm, draft, decide } = firm
    const one = await draft()
    expect(await refusalOf(decide(ho, one.id, approved))).toEqual([403, 'approval.own'])
    expect(await refusalOf(am.call(approvals.open, { params: { id: one.id } }))).toEqual([404, 'not-found'])
    expect(await refusalOf(decide(bm, one.id, approved, one.version + 1))).toEqual([412, 'version.stale'])
    const fresh = await firm.draft()
    const gone = await firm.api.signIn('branch-manager', firm.branch)
    const deciders = async () => (await firm.open(bm, fresh.id)).deciders.map(({ id }) => id)
    expect(await deciders()).toContain(gone.userId)
    await firm.api.make((db) => db.user.update({ where: { id: gone.userId }, data: { disabledAt: new Date() } }))
    expect(await deciders()).not.toContain(gone.userId)
  })

  it('needs a note to be sent back, ends when it is rejected, and what it would have changed stays as it was', async () => {
    const { bm, draft, decide } = firm
    const one = await draft()
    const bare = bm.send('PUT', `/approvals/${one.id}/decision`, {
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ verdict: 'rejected' }),
    })
    expect((await bare).status).toBe(400)
    expect(await decide(bm, one.id, rejected)).toMatchObject({ state: 'rejected', steps: [{ state: 'rejected' }] })
    expect(await templateOf(one.subject.id)).toMatchObject({ state: 'retired', approvedBy: null })
  })

  it('goes back to whoever asked with a note, and comes again under its number: its history stays', async () => {
    const { ho, bm, co, draft, decide, open } = firm
    const one = await draft()
    expect(await decide(bm, one.id, returned)).toMatchObject({ state: 'returned', dueAt: null })
    expect(await told(ho)).toContain('approval-returned')
    expect((await open(ho, one.id)).submits).toBe(true)
    const at = { params: { id: one.id }, version: (await open(ho, one.id)).version }
    expect(await refusalOf(co.call(approvals.submitAgain, { ...at, body: { note: null } }))).toEqual([
      403,
      'approval.not-yours',
    ])
    const again = await ho.call(approvals.submitAgain, { ...at, body: { note: '依据见附件' } })
    expect(again).toMatchObject({ state: 'waiting', round: 2, number: one.number })
    expect(again.steps).toMatchObject([{ state: 'waiting' }])
    // Another round: whoever returned it looks again.
    const done = await decide(bm, one.id, approved)
    expect(done.history.map(({ action, round, note }) => [action, round, note])).toEqual([
      ['submitted', 1, null],
      ['returned', 1, '请补充依据'],
      ['submitted', 2, '依据见附件'],
      ['approved', 2, null],
    ])
  })

  it('goes on with the next draft of the same template where it was returned, and the returned one is no draft any more', async () => {
    const { bm, draft, decide, ho } = firm
    const one = await draft(ho, { code: 'again' })
    await decide(bm, one.id, returned)
    const next = await draft(ho, { code: 'again', bodyZh: '{salutation}，您好' })
    expect(next).toMatchObject({ id: one.id, number: one.number, round: 2, titleZh: '欢迎 (2)' })
    expect(await templateOf(one.subject.id)).toMatchObject({ state: 'retired' })
    await decide(bm, one.id, approved)
    expect(await templateOf(next.subject.id)).toMatchObject({ state: 'approved' })
  })

  it('is withdrawn by whoever asked alone, and what would have been is dropped', async () => {
    const { ho, bm, draft, open } = firm
    const one = await draft()
    const ask = { params: { id: one.id }, version: one.version, body: { note: '不再需要' } }
    expect(await refusalOf(bm.call(approvals.withdraw, ask))).toEqual([403, 'approval.not-yours'])
    expect(await ho.call(approvals.withdraw, ask)).toMatchObject({ state: 'withdrawn', withdraws: false })
    expect(await templateOf(one.subject.id)).toMatchObject({ state: 'retired' })
    expect(await refusalOf(firm.decide(bm, one.id, approved))).toEqual([404, 'not-found'])
    expect((await open(ho, one.id)).history.at(-1)).toMatchObject({ action: 'withdrawn', note: '不再需要' })
  })

  it('is decided by exactly one of two who decide at once', async () => {
    for (let i = 0; i < 4; i++) {
      const { bm, co, ho2, rm, draft } = firm
      const one = await draft()
      const people = [bm, co, ho2, rm]
      const answers = await Promise.allSettled(
        people.map((person, at) => firm.decide(person, one.id, at % 2 ? returned : approved, one.version)),
      )
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const lost = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.status] : []))
      expect(lost.every((status) => [403, 404, 409, 412].includes(status))).toBe(true)
      const { history, state } = await firm.open(firm.ho, one.id)
      expect(history).toHaveLength(2)
      expect(history[1]!.action).toBe(state)
    }
  })
})

describe('a decision is about what was submitted', () => {
  it('is refused on what has changed since, and nothing happens', async () => {
    const { bm, draft, decide, open } = firm
    const one = await draft()
    await firm.api.make((db) =>
      db.rows('', `update message_templates set state = 'retired' where id = $1`, [one.subject.id]),
    )
    expect(await refusalOf(decide(bm, one.id, approved))).toEqual([409, 'approval.changed'])
    expect(await open(bm, one.id)).toMatchObject({ state: 'waiting', version: one.version })
  })

  it('follows a rule that its maker changes in another round, and begins anew where somebody else changes it', async () => {
    const { ho, ho2, waitingOf, open } = firm
    const params = { code: 'M05' }
    const { definition, id } = await ho.call(moments.openRule, { params })
    await ho.call(moments.saveDraft, { params, body: { ...definition!, coolDownDays: 11 } })
    const first = await waitingOf(ho, id)
    await ho.call(moments.saveDraft, { params, body: { ...definition!, coolDownDays: 12 } })
    expect(await waitingOf(ho, id)).toMatchObject({ id: first.id, round: 2, state: 'waiting' })
    expect(await refusalOf(firm.decide(ho2, first.id, approved, first.version))).toEqual([412, 'version.stale'])
    await ho2.call(moments.saveDraft, { params, body: { ...definition!, coolDownDays: 13 } })
    expect(await open(ho, first.id)).toMatchObject({ state: 'withdrawn' })
    expect((await open(ho, first.id)).history.at(-1)).toMatchObject({ action: 'superseded', by: { id: ho2.userId } })
    const second = await waitingOf(ho2, id)
    expect(second.id).not.toBe(first.id)
    expect(await refusalOf(firm.decide(ho2, second.id, approved))).toEqual([403, 'approval.own'])
    await firm.decide(ho, second.id, approved)
    expect(await ho.call(moments.openRule, { params })).toMatchObject({ definition: { coolDownDays: 13 }, draft: null })
  })
})

describe('the answer to a case', () => {
  it('is approved on its own page or where it waits, and keeps the person complained of out of both', async () => {
    const { sa, bm, other, answered, customerOf, decide, listed, open } = firm
    const customer = await customerOf(other)
    const one = await answered(sa, { customerId: customer.id, callerName: null, subjectId: bm.userId })
    expect(one).toMatchObject({ kind: 'case-answer', customer: { id: customer.id }, unit: { id: firm.branch.id } })
    expect(await refusalOf(bm.call(approvals.open, { params: { id: one.id } }))).toEqual([404, 'not-found'])
    expect(await listed(bm, 'all')).not.toContain(one.id)
    expect((await open(sa, one.id)).deciders.map(({ id }) => id)).not.toContain(bm.userId)
    expect(await refusalOf(decide(sa, one.id, approved))).toEqual([403, 'approval.own'])
    await decide(firm.bm2, one.id, approved)
    expect(await sa.call(cases.open, { params: { id: one.subject.id } })).toMatchObject({ state: 'approved' })
  })

  it('that is returned is written again in the same approval', async () => {
    const { sa, bm, answer, answered, waitingOf } = firm
    const one = await answered(sa)
    await bm.call(cases.decide, { params: { id: one.subject.id }, body: returned })
    expect(await waitingOf(sa, one.subject.id)).toMatchObject({ id: one.id, state: 'returned' })
    const again = { params: { id: one.id }, version: one.version + 1, body: { note: null } }
    expect(await refusalOf(sa.call(approvals.submitAgain, again))).toEqual([409, 'approval.nothing-to-submit'])
    await answer(sa, one.subject.id, '退还并致歉')
    expect(await waitingOf(sa, one.subject.id)).toMatchObject({ id: one.id, round: 2, state: 'waiting' })
    await bm.call(cases.decide, { params: { id: one.subject.id }, body: approved })
    expect(await firm.see(sa, one.subject.id)).toMatchObject({ state: 'approved', answer: '退还并致歉' })
  })

  it('goes out of sight with its customer, who is handed on, and of whom it turns out to be about', async () => {
    const { am, other, bm, answered, customerOf, listed } = firm
    const customer = await customerOf(am)
    const one = await answered(am, { customerId: customer.id, callerName: null })
    expect(await listed(am, 'mine')).toContain(one.id)
    await firm.api.make((db) => db.customer.update({ where: { id: customer.id }, data: { ownerId: other.userId } }))
    expect(await listed(am, 'mine')).not.toContain(one.id)
    expect(await listed(bm, 'waiting')).toContain(one.id)
    const body = { subjectId: bm.userId, reason: '涉及本人' }
    await firm.rm.call(cases.recuse, { params: { id: one.subject.id }, body })
    expect(await listed(bm, 'waiting')).not.toContain(one.id)
  })
})

it('warns whoever may decide at four fifths of the time, and tells whoever leads when it is up, once each', async () => {
  const { bm, rm, clock, answered, sa } = firm
  const before = clock.now
  const one = await answered(sa)
  const read = () => Promise.all([bm, rm].map((person) => person.call(notifications.readAll)))
  await read()
  const aboutIt = async (person: Client) =>
    (await person.call(notifications.list, { query: { unread: 'true' } })).items
      .filter((told) => 'about' in told && told.about.id === one.id)
      .map(({ kind }) => kind)
  clock.now = new Date('2026-11-23T01:00:00Z')
  while (await watchApprovals(firm.api.product));
  await watchApprovals(firm.api.product)
  expect([await aboutIt(bm), await aboutIt(rm)]).toEqual([['approval-due'], []])
  await read()
  clock.now = new Date('2026-11-23T09:00:00Z')
  await watchApprovals(firm.api.product)
  await watchApprovals(firm.api.product)
  expect([await aboutIt(bm), await aboutIt(rm)]).toEqual([['approval-overdue'], []])
  expect((await firm.open(bm, one.id)).overdue).toBe(true)
  clock.now = before
})
