import { approvalDelegations } from '@rapport/contract/administration/approval-delegations'
import type { ApprovalCondition, ApprovalStepDraft } from '@rapport/contract/administration/approval-flows'
import { approvals } from '@rapport/contract/administration/approvals'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Client } from '#http/testing.ts'
import { randomFrom } from '#http/testing-input.ts'
import { holds } from './approval-subject.ts'
import { approved, aStep, rejected, returned, startApprovals } from './testing.ts'

let firm: Awaited<ReturnType<typeof startApprovals>>
beforeAll(async () => {
  firm = await startApprovals()
})
afterAll(() => firm.api.close())

const conditions: ApprovalCondition[] = [
  { field: 'urgent', is: 'yes' },
  { field: 'urgent', is: 'no' },
  { field: 'channel', is: 'in', values: ['sms'] },
  { field: 'class', is: 'in', values: ['TRANSACTION', 'MARKETING'] },
]
const roles = [[], ['branch-manager'], ['compliance'], ['head-office', 'compliance'], ['branch-manager', 'head-office']]
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Whatever happened, these hold of an approval as it lies in the database. */
async function lawsOf(id: string, flow: readonly ApprovalStepDraft[]) {
  const { approval, steps, decisions } = await firm.api.make(async (db) => ({
    approval: await db.approval.findUniqueOrThrow({ where: { id } }),
    steps: await db.approvalStep.findMany({
      where: { approvalId: id },
      orderBy: [{ round: 'asc' }, { position: 'asc' }],
    }),
    decisions: await db.approvalDecision.findMany({ where: { approvalId: id, step: { not: null } } }),
  }))
  for (const { byId, forId } of decisions) expect([byId, forId]).not.toContain(approval.requesterId)
  for (let round = 1; round <= approval.round; round++) {
    const people = decisions
      .filter((one) => one.round === round)
      .flatMap(({ byId, forId }) => [byId, ...(forId ? [forId] : [])])
    expect(new Set(people).size).toBe(people.length)
  }
  for (const step of steps) {
    const drafted = flow[step.position - 1]!
    const applies = drafted.conditions.every((one) => holds(one, approval.fields as Record<string, string | boolean>))
    // No step is left out whose conditions hold, and none is asked of whose conditions do not.
    expect([step.position, step.state === 'skipped']).toEqual([step.position, !applies])
    const of = decisions.filter((one) => one.round === step.round && one.step === step.position)
    if (step.needs === 'one') expect(of.length).toBeLessThanOrEqual(1)
    if (step.state === 'approved') expect(of.some(({ action }) => action === 'approved')).toBe(true)
    // Nothing is decided before all before it are.
    if (of.length > 0)
      for (const before of steps.filter((one) => one.round === step.round && one.position < step.position))
        expect(['skipped', 'approved']).toContain(before.state)
  }
  const present = steps.filter(({ round }) => round === approval.round)
  const whole = present.every(({ state }) => ['skipped', 'approved'].includes(state))
  expect([approval.state, whole]).toEqual([approval.state, approval.state === 'approved'])
  const { items } = await firm.ho.call(messageTemplates.list)
  const template = items.find((one) => one.id === approval.subjectId)!
  const as = {
    approved: ['approved', 'retired'],
    waiting: ['draft'],
    returned: ['draft'],
    rejected: ['retired'],
    withdrawn: ['retired'],
  }
  expect([approval.state, as[approval.state as keyof typeof as].includes(template.state)]).toEqual([
    approval.state,
    true,
  ])
  return approval
}

it.each([11, 23, 37, 41, 59, 61, 73, 89])(
  'whatever random people do in random order, with seed %i, the laws hold',
  async (seed) => {
    const random = randomFrom(seed)
    const people = [firm.ho, firm.ho2, firm.bm, firm.bm2, firm.rm, firm.co]
    const flow = Array.from({ length: 1 + random.below(4) }, () =>
      aStep({
        roles: random.pick(roles),
        needs: random.next() < 0.25 ? 'all' : 'one',
        conditions: random.next() < 0.5 ? [random.pick(conditions)] : [],
      }),
    )
    await firm.flow('message-template', flow)
    for (const [from, to] of [
      [random.pick(people), random.pick(people)],
      [random.pick(people), random.pick(people)],
    ] as [Client, Client][])
      await from
        .call(approvalDelegations.create, { body: { toId: to.userId, fromOn: today, untilOn: today, reason: '出差' } })
        .catch(() => undefined)
    const one = await firm.draft(firm.ho, {
      urgent: random.next() < 0.5,
      class: random.pick(['SERVICE', 'TRANSACTION']),
    })
    const at = { id: one.id }
    for (let i = 0; i < 14; i++) {
      const { version } = await firm.open(firm.ho, one.id)
      const person = random.pick(people)
      const ask = { params: at, version: random.next() < 0.1 ? version + 1 : version }
      const verdict = random.next() < 0.7 ? approved : random.pick([returned, rejected])
      const acts = [
        () => person.call(approvals.decide, { ...ask, body: verdict }),
        () => Promise.allSettled(people.map((each) => each.call(approvals.decide, { ...ask, body: verdict }))),
        () => person.call(approvals.submitAgain, { ...ask, body: { note: null } }),
        () => firm.ho.call(approvals.submitAgain, { ...ask, body: { note: null } }),
        () => random.next() < 0.2 && firm.ho.call(approvals.withdraw, { ...ask, body: { note: null } }),
      ]
      await Promise.resolve(random.pick([acts[0]!, ...acts])()).catch(({ status }) =>
        expect([403, 404, 409, 412]).toContain(status),
      )
      await lawsOf(one.id, flow)
    }
  },
)
