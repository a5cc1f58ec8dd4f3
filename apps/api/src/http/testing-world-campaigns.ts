import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

interface Maker {
  userId: string
  unit: { id: string }
}

/** A campaign of each of these people that was approved, for everybody; every second customer is held out. */
export async function makeCampaigns(
  db: Db,
  makers: readonly Maker[],
  segmentId: string,
  customers: readonly { id: string }[],
) {
  const made: (Record<string, unknown> & { id: string })[] = []
  for (const { userId, unit } of makers) {
    const id = newId()
    const [startsOn, endsOn] = [new Date('2026-12-01'), new Date('2026-12-31')]
    const plan = {
      goal: { kind: 'traded', days: 30 },
      holdoutPercent: 50,
      budget: '1000',
      startsOn,
      endsOn,
    }
    const approvedAt = new Date('2026-11-01T01:00:00Z')
    const wave = { position: 1, channel: 'call', day: 0, script: 'Call', scriptZh: '致电', contactCost: '5' }
    const waveId = newId()
    await db.campaign.create({
      data: {
        ...{ id, name: 'Year end', nameZh: '年末活动', unitId: unit.id, segmentId, ...plan, madeBy: userId },
        ...{ state: 'approved', approvedAt },
        waves: { create: { id: waveId, ...wave } },
      },
    })
    await db.campaignMember.createMany({
      data: customers.map((customer, at) => ({ campaignId: id, customerId: customer.id, heldOut: at % 2 === 1 })),
    })
    const gone = customers.filter((_, at) => at % 2 === 0)
    await db.campaignContact.createMany({
      data: gone.map((customer) => ({ waveId, campaignId: id, customerId: customer.id, reason: 'EXCLUDED' })),
    })
    await db.campaignOutcome.createMany({
      data: customers.map((customer) => ({ campaignId: id, customerId: customer.id, met: false, gain: '0' })),
    })
    await db.campaignCost.create({
      data: { id: newId(), campaignId: id, spentOn: startsOn, what: 'Letters', amount: '20', enteredBy: userId },
    })
    const none = { treated: 0, sent: 0, delivered: 0, reached: 0, interested: 0, cost: '20' }
    await db.campaignSum.create({ data: { campaignId: id, countedAt: approvedAt, ...none } })
    made.push({ id, unit_id: unit.id })
  }
  return made
}
