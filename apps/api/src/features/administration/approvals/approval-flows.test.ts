import { approvalDelegations } from '@rapport/contract/administration/approval-delegations'
import { approvalFlows } from '@rapport/contract/administration/approval-flows'
import { approvals } from '@rapport/contract/administration/approvals'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { approved, aStep, returned, startApprovals } from './testing.ts'

let firm: Awaited<ReturnType<typeof startApprovals>>
beforeAll(async () => {
  firm = await startApprovals()
})
afterAll(() => firm.api.close())
const states = ({ steps }: { steps: { state: string }[] }) => steps.map(({ state }) => state)
const twoSteps = [
  aStep({ roles: ['branch-manager'] }),
  aStep({ name: 'Compliance', nameZh: '合规', roles: ['compliance'] }),
]

describe('a flow', () => {
  const params = { kind: 'message-template' } as const

  it('changes when a second person lets a draft live, with the version that they saw', async () => {
    const { ho, ho2, bm } = firm
    const { draft } = await ho.call(approvalFlows.saveDraft, { params, body: { steps: twoSteps } })
    expect(draft).toMatchObject({ number: 2, mine: true })
    const live = (person: Client, version: number) => person.call(approvalFlows.goLive, { params, version })
    expect(await refusalOf(live(ho, draft!.version))).toEqual([403, 'approval-flow.own-draft'])
    expect(await refusalOf(live(bm, draft!.version))).toEqual([403, 'not-allowed'])
    expect(await refusalOf(live(ho2, draft!.version + 1))).toEqual([412, 'version.stale'])
    expect(await live(ho2, draft!.version)).toMatchObject({ live: { number: 2, steps: twoSteps }, draft: null })
    expect(await refusalOf(live(ho2, draft!.version))).toEqual([409, 'approval-flow.no-draft'])
    await ho.call(approvalFlows.saveDraft, { params, body: { steps: [] } })
    expect(await ho2.call(approvalFlows.dropDraft, { params })).toMatchObject({ live: { number: 2 }, draft: null })
  })

  it.each([
    [aStep({ roles: ['account-manager'] }), 'approval-flow.role'],
    [aStep({ level: 'branch' }), 'approval-flow.level'],
    [aStep({ conditions: [{ field: 'nothing', is: 'yes' }] }), 'approval-flow.condition'],
    [aStep({ conditions: [{ field: 'urgent', is: 'at-least', value: '1' }] }), 'approval-flow.condition'],
    [aStep({ conditions: [{ field: 'class', is: 'in', values: ['OTHER'] }] }), 'approval-flow.condition'],
  ])('refuses what does not fit its kind: %j', async (step, code) => {
    const save = firm.ho.call(approvalFlows.saveDraft, { params, body: { steps: [step] } })
    expect(await refusalOf(save)).toEqual([422, code])
  })

  it('holds for what begins by it: what runs goes on by the version it began with', async () => {
    const { bm, co, ho, decide, draft, flow } = firm
    await flow('message-template', twoSteps)
    const one = await draft()
    await flow('message-template', [aStep()])
    const { running } = (await ho.call(approvalFlows.list)).items.find(({ kind }) => kind === 'message-template')!
    expect(running.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0)
    const next = await decide(bm, one.id, approved)
    expect([next.state, states(next)]).toEqual(['waiting', ['approved', 'waiting']])
    // Also in its next round.
    await decide(co, one.id, returned)
    const { version } = await firm.open(ho, one.id)
    const again = await ho.call(approvals.submitAgain, { params: { id: one.id }, version, body: { note: null } })
    expect(states(again)).toEqual(['waiting', 'coming'])
    await decide(bm, one.id, approved)
    expect(await decide(co, one.id, approved)).toMatchObject({ state: 'approved' })
    expect((await draft()).steps).toHaveLength(1)
  })
})

describe('steps', () => {
  it('come in order to whom each asks for, and take effect with the last', async () => {
    const { bm, co, ho, decide, draft, flow, listed } = firm
    await flow('message-template', twoSteps)
    const one = await draft()
    expect(await listed(co, 'waiting')).not.toContain(one.id)
    expect(await refusalOf(decide(co, one.id, approved))).toEqual([403, 'approval.not-yours'])
    await decide(bm, one.id, approved)
    const template = async () => (await ho.call(messageTemplates.list)).items.find(({ id }) => id === one.subject.id)!
    expect((await template()).state).toBe('draft')
    expect(await listed(co, 'waiting')).toContain(one.id)
    await decide(co, one.id, approved)
    expect(await template()).toMatchObject({ state: 'approved' })
  })

  it('are never two of one person', async () => {
    const { bm, co, decide, draft, flow } = firm
    await flow('message-template', [aStep(), aStep({ name: 'Again', nameZh: '再核' })])
    const one = await draft()
    await decide(bm, one.id, approved)
    expect(await refusalOf(decide(bm, one.id, approved))).toEqual([403, 'approval.not-yours'])
    expect(await decide(co, one.id, approved)).toMatchObject({ state: 'approved' })
  })

  it('are left out where their conditions do not hold, and where none applies it is approved at once', async () => {
    const { bm, co, decide, draft, flow } = firm
    await flow('message-template', [
      aStep({ roles: ['compliance'], conditions: [{ field: 'class', is: 'in', values: ['MARKETING'] }] }),
      aStep({ roles: ['branch-manager'], conditions: [{ field: 'urgent', is: 'yes' }] }),
    ])
    const urgent = await draft(firm.ho, { urgent: true })
    expect(states(urgent)).toEqual(['skipped', 'waiting'])
    expect(await decide(bm, urgent.id, approved)).toMatchObject({ state: 'approved' })
    const marketing = await draft(firm.ho, { class: 'MARKETING' })
    expect(states(marketing)).toEqual(['waiting', 'skipped'])
    expect(await decide(co, marketing.id, approved)).toMatchObject({ state: 'approved' })
    const plain = await draft()
    expect([plain.state, states(plain)]).toEqual(['approved', ['skipped', 'skipped']])
    const { items } = await firm.ho.call(messageTemplates.list)
    expect(items.find(({ id }) => id === plain.subject.id)).toMatchObject({ state: 'approved', approvedBy: null })
  })

  it('that ask everybody wait for each, and one who rejects is enough', async () => {
    const { bm, bm2, rm, decide, draft, flow } = firm
    await flow('message-template', [aStep({ roles: ['branch-manager'], needs: 'all' })])
    const one = await draft()
    expect((await decide(bm, one.id, approved)).state).toBe('waiting')
    expect((await decide(rm, one.id, approved)).state).toBe('waiting')
    expect((await decide(bm2, one.id, approved)).state).toBe('approved')
    const two = await draft()
    await decide(bm, two.id, approved)
    expect((await decide(rm, two.id, { verdict: 'rejected', note: '不妥' })).state).toBe('rejected')
  })

  it('of a level ask only those of the branch, region or head office, and only whoever sees it', async () => {
    const { sa, answered, flow, open } = firm
    const names = async (id: string) => (await open(sa, id)).deciders.map(({ id }) => id).toSorted()
    const ids = (...people: Client[]) => people.map(({ userId }) => userId).toSorted()
    for (const [level, people] of [
      ['branch', [firm.bm, firm.bm2]],
      ['unit', [firm.bm, firm.bm2]],
      ['region', [firm.rm]],
    ] as const) {
      await flow('case-answer', [aStep({ level })])
      expect(await names((await answered(sa)).id)).toEqual(ids(...people))
    }
    await flow('case-answer', [
      aStep({ level: 'branch', conditions: [{ field: 'complainants', is: 'at-least', value: '2' }] }),
      aStep({ level: 'region', conditions: [{ field: 'complainants', is: 'below', value: '2.5' }] }),
    ])
    expect(states(await answered(sa))).toEqual(['skipped', 'waiting'])
    await flow('case-answer', [aStep()])
  })
})

describe('whoever stands in', () => {
  const day = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
  const stands = (from: Client, to: Client, over: object = {}) =>
    from.call(approvalDelegations.create, {
      body: { toId: to.userId, kinds: [], fromOn: day(0), untilOn: day(1), reason: '休假', ...over },
    })
  beforeEach(async () => {
    await firm.flow('message-template', [aStep({ roles: ['compliance'] })])
    await firm.api.make((db) => db.approvalDelegation.deleteMany())
  })

  it('decides for somebody while it lasts, and the trail says for whom; it ends by itself', async () => {
    const { bm, co, decide, draft, listed, open } = firm
    const one = await draft()
    expect(await listed(bm, 'waiting')).not.toContain(one.id)
    const { id } = await stands(co, bm)
    expect(await listed(bm, 'waiting')).toContain(one.id)
    expect((await open(bm, one.id)).deciders).toContainEqual(
      expect.objectContaining({ id: bm.userId, forWhom: expect.objectContaining({ id: co.userId }) }),
    )
    const done = await decide(bm, one.id, approved)
    expect(done.steps[0]!.decisions).toMatchObject([{ by: { id: bm.userId }, forWhom: { id: co.userId } }])
    const two = await draft()
    await firm.api.make((db) =>
      db.rows(
        '',
        'update approval_delegations set from_on = current_date - 9, until_on = current_date - 2 where id = $1',
        [id],
      ),
    )
    expect(await listed(bm, 'waiting')).not.toContain(two.id)
    expect((await bm.call(approvalDelegations.list)).items[0]).toMatchObject({ state: 'over', mine: false })
  })

  it('only of the kinds that were said, only until it is ended, and never for what they asked themselves', async () => {
    const { bm, co, ho, draft, listed } = firm
    const one = await draft()
    await stands(co, bm, { kinds: ['case-answer'] })
    expect(await listed(bm, 'waiting')).not.toContain(one.id)
    const { id } = await stands(co, bm, { kinds: ['message-template'] })
    expect(await listed(bm, 'waiting')).toContain(one.id)
    // Whoever asked is let by nobody.
    await stands(co, ho)
    expect(await listed(ho, 'waiting')).not.toContain(one.id)
    expect(await refusalOf(firm.decide(ho, one.id, approved))).toEqual([403, 'approval.own'])
    expect(await refusalOf(bm.call(approvalDelegations.end, { params: { id } }))).toEqual([404, 'not-found'])
    await co.call(approvalDelegations.end, { params: { id } })
    expect(await listed(bm, 'waiting')).not.toContain(one.id)
    expect(await refusalOf(co.call(approvalDelegations.end, { params: { id } }))).toEqual([
      409,
      'approval.delegation-over',
    ])
  })

  it('does not carry on the right of whoever asked, nor decide a second step by it', async () => {
    const { bm, bm2, co, ho, ho2, decide, draft, flow, listed } = firm
    await flow('message-template', [aStep({ roles: ['head-office'] }), aStep({ roles: ['compliance'] })])
    await stands(ho, bm)
    await stands(co, bm2)
    // Head office asked: for it nobody decides.
    const one = await draft(ho)
    expect(await listed(bm, 'waiting')).not.toContain(one.id)
    await stands(ho2, bm)
    await decide(bm, one.id, approved)
    await stands(co, bm, { fromOn: day(0) })
    expect(await listed(bm, 'waiting')).not.toContain(one.id)
    expect(await decide(bm2, one.id, approved)).toMatchObject({ state: 'approved' })
  })

  it('is refused for who may not decide it, for oneself, for days gone, and twice at the same time', async () => {
    const { am, bm, co } = firm
    expect(await refusalOf(stands(co, co))).toEqual([422, 'approval.to-oneself'])
    expect(await refusalOf(stands(co, am))).toEqual([422, 'approval.cannot-stand-in'])
    expect(await refusalOf(stands(co, bm, { fromOn: '2026-01-01', untilOn: '2026-01-02' }))).toEqual([
      422,
      'approval.gone',
    ])
    expect(await refusalOf(stands(co, bm, { untilOn: '2029-01-02' }))).toEqual([422, 'approval.too-long'])
    expect(await refusalOf(stands(co, bm, { untilOn: '2020-01-02' }))).toEqual([400, 'approval.ends-before'])
    await stands(co, bm)
    expect(await refusalOf(stands(co, bm, { kinds: ['case-answer'] }))).toEqual([422, 'approval.stands-in-already'])
    const people = (await co.call(approvalDelegations.people, { query: {} })).items.map(({ id }) => id)
    expect(people).toEqual(expect.arrayContaining([bm.userId]))
    expect(people).not.toContain(am.userId)
  })
})
