import { segments } from '@rapport/contract/analytics/segments'
import type { BodyOf } from '@rapport/contract/endpoint'
import { serviceLevels } from '@rapport/contract/service/service-levels'
import { type PlanStepDraft, servicePlans } from '@rapport/contract/service/service-plans'
import { makeCustomer } from '@rapport/database/factories'
import { startService } from '#features/service/cases/testing.ts'
import type { Client } from '#http/testing.ts'
import { keepPlans } from './work/keep-plans.ts'

export const aStep = (more: Partial<PlanStepDraft> = {}): PlanStepDraft => ({
  name: 'Welcome call',
  nameZh: '欢迎电话',
  details: null,
  channel: 'phone',
  offsetDays: 0,
  everyDays: null,
  times: null,
  necessity: 'must',
  limitDays: 1,
  doneBy: 'manager',
  skill: null,
  ...more,
})

/** A branch where customers come into and leave a segment at will; its clock stands at 20 November 2026, ten in the morning. */
export async function startPlans() {
  const firm = await startService()
  const { api, ho, branch } = firm
  let rank = 0
  /** A segment bound to a level; whose members a test decides. */
  async function aLevel() {
    const condition = { is: 'at-least', field: 'assets', value: '1' } as const
    const body = { name: 'Segment', description: null, condition, shared: 'nobody' } as const
    const segment = await ho.call(segments.create, { body })
    rank += 1
    const level = { name: `Level ${rank}`, nameZh: `第${rank}级`, rank, segmentId: segment.id, retired: false }
    return { ...(await ho.call(serviceLevels.add, { body: level })), segmentId: segment.id }
  }
  const plan = (draft: Partial<BodyOf<typeof servicePlans.add>> = {}, who = ho) =>
    who.call(servicePlans.add, {
      body: { name: 'Plan', nameZh: '计划', starts: 'hand', steps: [aStep()], ...draft },
    })
  const enters = (segmentId: string, customerId: string, on = '2026-11-20') =>
    api.make((db) =>
      db.rows(
        '',
        `insert into segment_memberships (segment_id, customer_id, entered_on) values ($1, $2, $3::date)
         on conflict (segment_id, customer_id, entered_on) do update set left_on = null`,
        [segmentId, customerId, on],
      ),
    )
  /** As segments are judged: who came on the same day was never there. */
  const leaves = (segmentId: string, customerId: string, on: string) =>
    api.make(async (db) => {
      const of = [segmentId, customerId, on]
      const open = 'segment_id = $1 and customer_id = $2 and left_on is null'
      await db.rows('', `delete from segment_memberships where ${open} and entered_on >= $3::date`, of)
      await db.rows('', `update segment_memberships set left_on = $3::date where ${open} and entered_on < $3::date`, of)
    })
  return {
    ...firm,
    aLevel,
    plan,
    enters,
    leaves,
    customer: (owner: Client | null = firm.am, more: object = {}) =>
      api.make((db) =>
        makeCustomer(db, api.product.seal, {
          owner: owner && { id: owner.userId },
          unit: branch,
          openedOn: '2026-01-05',
          ...more,
        }),
      ),
    async look() {
      while (await keepPlans(api.product));
    },
    plansOf: async (of: { id: string }, who = firm.am) =>
      (await who.call(servicePlans.ofCustomer, { params: { id: of.id } })).items,
    start: (of: { id: string }, planId: string, startsOn = '2026-11-20', who = firm.am) =>
      who.call(servicePlans.start, { params: { id: of.id }, body: { planId, startsOn } }),
    /** Steps that were made of a customer’s plans: Chinese title, day, state, whose and whether late. */
    steps: (of: { id: string }) =>
      api.make((db) =>
        db.rows<{ id: string; title: string; day: string; state: string; assignee: string | null; late: boolean }>(
          '',
          `select id, title_zh as title, occurred_on::text as day, state, assignee_id as assignee, late from tasks
           where kind = 'plan-step' and customer_id = $1 order by occurred_on, title, created_at`,
          [of.id],
        ),
      ),
  }
}
export type PlansFirm = Awaited<ReturnType<typeof startPlans>>
