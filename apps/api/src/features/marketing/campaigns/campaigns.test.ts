import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { campaigns } from '@rapport/contract/marketing/campaigns'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf, versionOf } from '#features/customer/testing.ts'
import type { Client } from '#http/testing.ts'
import { fixMembers } from './fix-members.ts'
import { startCampaigns } from './testing.ts'

let here: Awaited<ReturnType<typeof startCampaigns>>
let people: string[]
beforeAll(async () => {
  here = await startCampaigns()
  people = []
  for (let n = 0; n < 12; n++) people.push((await here.customerOf(here.am)).id)
})
afterAll(() => here.api.close())

const membersOf = (id: string) => here.api.make((db) => db.campaignMember.findMany({ where: { campaignId: id } }))
const edit = (of: { id: string; version: number }, segmentId: string, who: Client = here.bm) =>
  who.call(campaigns.edit, { params: { id: of.id }, version: of.version, body: here.draftOf(segmentId) })
const approvedFor = async (...draft: Parameters<typeof here.draftOf>) => {
  const { id } = await here.submit(here.draftOf(...draft))
  return here.decide(id, 'approved')
}

describe('a campaign', () => {
  it('is a draft, waits for a second person, and who takes part is fixed when they agreed', async () => {
    const segmentId = await here.segment(people.slice(0, 4))
    const draft = await here.bm.call(campaigns.draft, { body: here.draftOf(segmentId) })
    expect(draft).toMatchObject({
      ...{ state: 'draft', unit: { id: here.branch.id }, madeBy: { id: here.bm.userId }, channels: ['call'] },
      ...{ members: null, reach: { audience: 4, excluded: 0, heldOut: null, members: 4, cost: '20.00' } },
      waves: [{ channel: 'call', on: '2026-12-01', contactCost: '5.00' }],
    })
    expect(await refusalOf(edit(draft, segmentId, here.bm2))).toMatchObject({ status: 403, code: 'campaign.not-yours' })
    const waiting = await here.bm.call(campaigns.submit, { params: { id: draft.id }, version: draft.version })
    expect(waiting.state).toBe('waiting')
    expect(await refusalOf(edit(waiting, segmentId))).toMatchObject({ status: 409, code: 'campaign.no-draft' })
    expect(await refusalOf(here.decide(draft.id, 'approved', here.bm))).toMatchObject({ status: 403 })
    while (await fixMembers(here.api.product));
    expect(await membersOf(draft.id)).toEqual([])
    expect(await here.decide(draft.id, 'approved')).toMatchObject({
      ...{ state: 'approved', approvedBy: { id: here.bm2.userId }, fixedAt: null },
    })
    expect(await fixMembers(here.api.product)).toBe(true)
    expect(await fixMembers(here.api.product)).toBe(false)
    expect(await here.open(draft.id)).toMatchObject({ members: 4, reach: { audience: 4, heldOut: 0, members: 4 } })
    expect((await membersOf(draft.id)).map(({ customerId }) => customerId).sort()).toEqual(people.slice(0, 4).sort())
  })

  it('that was returned is a draft again, changed by its maker and submitted anew', async () => {
    const segmentId = await here.segment(people.slice(0, 2))
    const { id } = await here.submit(here.draftOf(segmentId))
    const returned = await here.decide(id, 'returned')
    expect(returned.state).toBe('draft')
    const { version } = await edit(returned, segmentId)
    expect(await here.bm.call(campaigns.submit, { params: { id }, version })).toMatchObject({ state: 'waiting' })
    expect(await here.decide(id, 'approved')).toMatchObject({ state: 'approved' })
  })

  it('refuses what nobody could run: past days, nobody in it, more than its budget, words that are not its own', async () => {
    const segmentId = await here.segment(people.slice(0, 2))
    const refused = async (over: Parameters<typeof here.draftOf>[1]) =>
      refusalOf(here.submit(here.draftOf(segmentId, over)))
    const field = (name: string, code: string) => ({ errors: [{ field: name, code }] })
    expect(await refused({ startsOn: '2026-11-19' })).toMatchObject(field('startsOn', 'campaign.past-day'))
    expect(await refused({ excludedIds: [segmentId] })).toMatchObject(field('excludedIds', 'campaign.excludes-itself'))
    expect(await refused({ budget: '9.99' })).toMatchObject(field('budget', 'campaign.over-budget'))
    expect(await refused({ budget: '10' })).toBeNull()
    expect(await refused({ waves: [{ ...here.call, day: 31 }] })).toMatchObject(
      field('waves.0.day', 'campaign.wave-after-end'),
    )
    const empty = await here.segment([])
    expect(await refusalOf(here.submit(here.draftOf(empty)))).toMatchObject({ status: 422, code: 'campaign.nobody' })
    const sms = { channel: 'sms', day: 0, contactCost: '0.05' } as const
    const by = async (over: Parameters<typeof here.template>[0]) =>
      refused({ waves: [{ ...sms, templateId: await here.template(over) }] })
    expect(await by({})).toBeNull()
    const unfit = field('waves.0.templateId', 'campaign.template-unfit')
    expect(await by({ class: 'SERVICE' })).toMatchObject(unfit)
    expect(await by({ body: 'On {date}' })).toMatchObject(unfit)
    expect(await by({ channel: 'email', subject: 'Hello', subjectZh: '您好' })).toMatchObject(unfit)
  })

  it('waits until every segment is judged: one that is not would leave nobody out', async () => {
    while (await fixMembers(here.api.product));
    const excluded = await here.segment([people[0]!], { judged: false })
    const { id } = await approvedFor(await here.segment(people.slice(0, 2)), { excludedIds: [excluded] })
    expect(await fixMembers(here.api.product)).toBe(false)
    await here.api.make((db) => db.rows('', 'update segments set judged_version = 1 where id = $1', [excluded]))
    expect(await fixMembers(here.api.product)).toBe(true)
    expect(await membersOf(id)).toMatchObject([{ customerId: people[1] }])
  })

  it('is for customers of its unit: who belongs elsewhere is not reached, and nobody there sees it', async () => {
    const elsewhere = await here.customerOf(here.stranger)
    const { id } = await approvedFor(await here.segment([people[0]!, elsewhere.id]))
    await fixMembers(here.api.product)
    expect(await membersOf(id)).toMatchObject([{ customerId: people[0] }])
    const away = await here.api.signIn('branch-manager', here.elsewhere)
    expect(await refusalOf(here.open(id, away))).toMatchObject({ status: 404 })
    expect((await away.call(campaigns.list)).items).toEqual([])
    expect(await here.open(id, here.ho)).toMatchObject({ id })
    const { items, total } = await here.bm.call(campaigns.members, { params: { id } })
    expect([total, items.map(({ customer }) => customer.id)]).toEqual([1, [people[0]]])
  })

  it('is cancelled with a reason by whoever may stop one, and then fixes nobody', async () => {
    const { id, version } = await approvedFor(await here.segment(people.slice(0, 2)))
    const body = { reason: 'Texts promise too much' }
    const cancelled = await here.co.call(campaigns.cancel, { params: { id }, version, body })
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelled: { reason: body.reason } })
    expect(await fixMembers(here.api.product)).toBe(false)
    const again = here.co.call(campaigns.cancel, { params: { id }, version: cancelled.version, body })
    expect(await refusalOf(again)).toMatchObject({ status: 409, code: 'campaign.over' })
  })

  it('that waits and is cancelled waits for nobody any more', async () => {
    const { id, version } = await here.submit(here.draftOf(await here.segment(people.slice(0, 2))))
    await here.bm.call(campaigns.cancel, { params: { id }, version, body: { reason: 'No' } })
    expect(await refusalOf(here.decide(id, 'approved'))).toMatchObject({ status: 409 })
  })
})

describe('the database', () => {
  it('lets nobody approve a campaign, or change one that was submitted, past its approval', async () => {
    const { id } = await here.submit(here.draftOf(await here.segment(people.slice(0, 2))))
    const as = (sql: string) =>
      here
        .asPerson(here.bm2, (db) => db.rows('', sql, [id]))
        .then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
    expect(await as(`update campaigns set state = 'approved', approved_at = now() where id = $1`)).toBe('23514')
    expect(await as('update campaigns set budget = 1 where id = $1')).toBe('23514')
    expect(await as('delete from campaign_waves where campaign_id = $1')).toBe('23514')
    expect(await as('insert into campaign_members select $1, id, false from customers limit 1')).toBe('42501')
  })

  it('writes who takes part once, whoever asks', async () => {
    const { id } = await approvedFor(await here.segment(people.slice(0, 2)))
    await fixMembers(here.api.product)
    const now = (sql: string) => refused(here.api.make((db) => db.rows('', sql, [id])))
    expect(await now('update campaign_members set held_out = true where campaign_id = $1')).toBe('23514')
    expect(await now('delete from campaign_members where campaign_id = $1')).toBe('23514')
    expect(await now(`insert into campaign_members values ($1, '${people[5]}', false)`)).toBe('23514')
  })

  it('keeps whoever was held out as one of two customers held out as one', async () => {
    const [one, other] = [await here.customerOf(here.am), await here.customerOf(here.am)]
    const { id } = await approvedFor(await here.segment([one.id, other.id]))
    await here.api.make((db) =>
      db.campaignMember.createMany({
        data: [one, other].map((of) => ({ campaignId: id, customerId: of.id, heldOut: of === other })),
      }),
    )
    const version = await versionOf(here.ho, one.id)
    const body = { mergedId: other.id, mergedVersion: await versionOf(here.ho, other.id) }
    await here.ho.call(customerMerges.merge, { params: { id: one.id }, body, version })
    expect(await membersOf(id)).toEqual([{ campaignId: id, customerId: one.id, heldOut: true }])
    await here.api.make((db) =>
      db.rows('', `update campaigns set state = 'cancelled', cancelled_at = now(), cancel_reason = 'x' where id = $1`, [
        id,
      ]),
    )
  })
})
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe('who takes part', () => {
  it('is the segment less the excluded, each once, whatever the segments; whoever is held out is the same again by the seed', async () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 11 }))
    await fc.assert(
      fc.asyncProperty(some, some, some, fc.integer({ min: 0, max: 50 }), async (inside, a, b, holdoutPercent) => {
        const ids = (places: number[]) => places.map((place) => people[place]!)
        const left = inside.filter((place) => !a.includes(place) && !b.includes(place))
        fc.pre(left.length > 0)
        const excludedIds = [await here.segment(ids(a)), await here.segment(ids(b))]
        const { id } = await approvedFor(await here.segment(ids(inside)), {
          excludedIds,
          holdoutPercent,
          budget: '0',
          waves: [{ ...here.call, contactCost: '0' }],
        })
        // Two workers at once: one of them does it.
        expect(
          (await Promise.all([fixMembers(here.api.product), fixMembers(here.api.product)])).filter(Boolean),
        ).toHaveLength(1)
        const members = await membersOf(id)
        expect(members.map(({ customerId }) => customerId).sort()).toEqual(ids(left).sort())
        const {
          seed,
          heldOut,
          members: reached,
          excluded,
        } = await here.api.make((db) => db.campaign.findUniqueOrThrow({ where: { id } }))
        expect([excluded, heldOut! + reached!]).toEqual([inside.length - left.length, left.length])
        for (const { customerId, heldOut } of members) {
          const hash = Buffer.from(
            await crypto.subtle.digest('SHA-256', Buffer.from(`${seed}${customerId}`)),
          ).readUInt32BE()
          expect(heldOut).toBe((hash * 100) / 2 ** 32 < holdoutPercent)
        }
      }),
      { numRuns: 12 },
    )
  })
})
